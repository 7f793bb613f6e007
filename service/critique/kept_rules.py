"""A rulebook that was read and proved is kept: the next process need not prove it again.

Its name is a hash of every rule file, of the code that reads and proves them, and of the Python that runs
it.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import knowledge
import service
from knowledge.rule_documents import rulebook_document, rulebook_of
from knowledge.rule_forms import Rulebook
from service.critique.kept import keep, read_kept

_KNOWLEDGE = Path(knowledge.__file__).parent
_SERVICE = Path(service.__file__).parent
_SOURCES = (
    (_KNOWLEDGE / "rules", "*.yaml"),
    (_KNOWLEDGE, "*.py"),
    (_KNOWLEDGE, "*.json"),
    (_KNOWLEDGE / "cues", "*"),
    (_SERVICE / "critique", "*.py"),
    (_SERVICE / "text", "*.py"),
)


def rules_name() -> str:
    """The name under which the present rules are kept. Raises OSError when a file cannot be read."""
    digest = hashlib.sha256(f"rules {sys.version}".encode())
    for folder, files in _SOURCES:
        for path in sorted(path for path in folder.glob(files) if path.is_file()):
            digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def kept_rulebook(name: str) -> Rulebook | None:
    """The rulebook kept under a name; None when there is none that can be trusted."""
    try:
        return rulebook_of(read_kept(name))
    except ValueError:
        return None


def keep_rulebook(name: str, book: Rulebook) -> None:
    """Keep a proved rulebook where that is possible."""
    keep(name, rulebook_document(book))
