"""Where third-party sample material lies when it is present beside the checkout; never in the repository."""

from __future__ import annotations

import os
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"


def real_data(path: str = "") -> Path:
    """The folder or file `path` of the sample material (FUPAN_REAL_DATA names another place)."""
    return Path(os.environ.get("FUPAN_REAL_DATA", str(_BESIDE))) / path
