"""Every error of this package, drawn as a tree. The service turns them into its own.

KnowledgeError
├── StoreLocked    another process holds the data directory
├── StoreBroken    the vector store cannot be read or written
└── InvalidRules   a critique rule file is malformed
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """The root."""


class StoreLocked(KnowledgeError):
    """Another process holds the data directory; `holder` is its process id, None when unknown."""

    def __init__(self, path: str, holder: int | None) -> None:
        super().__init__(f"{path} is held by process {holder or 'unknown'}")
        self.path = path
        self.holder = holder


class StoreBroken(KnowledgeError):
    """The vector store cannot be read or written: damaged, deleted under us, or no space."""


class InvalidRules(KnowledgeError):
    """Critique rule files that are malformed; `problems` holds "path:line: what" for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
