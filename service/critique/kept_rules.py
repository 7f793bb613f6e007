"""A rulebook that was read and proved, kept in the user's cache: the next process need not prove it again.

The name of a kept file is a hash of every rule file, of the code that reads and proves them, and of the
Python that runs it, so that nothing stale is ever read. A file is plain JSON. One that is damaged, that
belongs to somebody else, or that others may write is not read; a cache that cannot be written is no
error.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from pathlib import Path

import knowledge
import service
from knowledge.rule_documents import rulebook_document, rulebook_of
from knowledge.rule_forms import Rulebook

_SCHEMA = "fupan.kept-rules/1"
_LARGEST = 20_000_000
_MOST = 4
"""Files that stay: those of a few versions side by side."""
_KNOWLEDGE = Path(knowledge.__file__).parent
_SERVICE = Path(service.__file__).parent
_SOURCES = (
    (_KNOWLEDGE / "rules", "*.yaml"),
    (_KNOWLEDGE, "*.py"),
    (_SERVICE / "critique", "*.py"),
    (_SERVICE / "text", "*.py"),
)


def rules_name() -> str:
    """The name under which the present rules are kept. Raises OSError when a file cannot be read."""
    digest = hashlib.sha256(f"{_SCHEMA} {sys.version}".encode())
    for folder, files in _SOURCES:
        for path in sorted(folder.glob(files)):
            digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def kept_rulebook(name: str) -> Rulebook | None:
    """The rulebook kept under a name; None when there is none that can be trusted."""
    try:
        path = _path(name)
        with path.open("rb") as stream:
            if not _is_own(stream.fileno()):
                return None
            data = stream.read(_LARGEST)
        head, _, body = data.partition(b"\n")
        if head.decode("ascii") != _seal(name, body):
            return None
        return rulebook_of(json.loads(body))
    except (OSError, ValueError, RuntimeError):
        return None  # as good as no file: the rules are read and proved anew


def keep_rulebook(name: str, book: Rulebook) -> None:
    """Keep a proved rulebook. A folder that cannot be written keeps nothing."""
    body = json.dumps(rulebook_document(book), ensure_ascii=False, separators=(",", ":")).encode()
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
    return folder / "fupan" / f"rules-{name[:32]}.json"


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
    kept = sorted(folder.glob("rules-*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)
