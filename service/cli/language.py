"""Which language the command speaks to the person at the terminal."""

from __future__ import annotations

import locale
import os

from service.errors import Language


def person_language() -> Language:
    """Chinese where the locale says so (LC_ALL, LC_MESSAGES, LANG), else English."""
    named = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        locale.getlocale()[0] or "",
    )
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
