"""Values that took long to make, kept in the user's cache as plain JSON for the next process.

A name is a hash of all that a value was made from, so that nothing stale is ever read. A file that is
damaged, that belongs to somebody else, or that others may write is not read; a cache that cannot be
written is no error.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any

_SCHEMA = "fupan.kept/1"
_LARGEST = 20_000_000
_MOST = 8
"""Files that stay: those of a few versions side by side."""


def read_kept(name: str) -> Any:
    """The value kept under a name; None when there is none that can be trusted."""
    try:
        with _path(name).open("rb") as stream:
            if not _is_own(stream.fileno()):
                return None
            data = stream.read(_LARGEST)
        head, _, body = data.partition(b"\n")
        return json.loads(body) if head.decode("ascii") == _seal(name, body) else None
    except (OSError, ValueError, RuntimeError):
        return None  # as good as no file: the value is made anew


def keep(name: str, value: object) -> None:
    """Keep a value of JSON. A folder that cannot be written keeps nothing."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(OSError, RuntimeError):
        path = _path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_seal(name, body).encode() + b"\n" + body)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _drop_old(path.parent)


def _path(name: str) -> Path:
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    folder = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    return folder / "fupan" / f"{name[:32]}.json"


def _seal(name: str, body: bytes) -> str:
    """Tells a whole file from a damaged one, and one for other rules."""
    return hashlib.sha256(f"{_SCHEMA} {name} ".encode() + body).hexdigest()


def _is_own(file: int) -> bool:
    """Whether the file is the user's own, and nobody else may write it."""
    if not hasattr(os, "getuid"):
        return True  # Windows: the folder is the user's own
    status = os.fstat(file)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _drop_old(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)
