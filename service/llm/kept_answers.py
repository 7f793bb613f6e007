"""Answers that were paid for once: kept in a folder, one small file an answer."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class KeptAnswers:
    """JSON values by key. A folder that cannot be written keeps nothing and hurts nobody; a damaged file
    is no answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: Sequence[str]) -> Any | None:
        """The value kept under `key`, or None."""
        try:
            return json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def put(self, key: Sequence[str], value: Any) -> None:
        """Keep a value; written whole or not at all."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(value, file, ensure_ascii=False)
            Path(name).replace(path)

    def _path(self, key: Sequence[str]) -> Path:
        name = hashlib.sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name}.json"
