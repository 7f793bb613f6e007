"""`fupan critique`: the engine's command, with cases from the sources handed in beside the draft."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from service.cli.language import person_language
from service.critique import command
from service.review import Case, Finding, Source


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Critique the files; the exit code is the report's."""
    return command.run(
        options,
        stdout=sys.stdout,
        stderr=sys.stderr,
        language=person_language(),
        find_cases=_cases,
    )


def _cases(sources: Sequence[Source]) -> Callable[[Finding], tuple[Case, ...]]:
    from service.recall import (
        case_finder,
    )  # ranking is heavy; only a critique with sources needs it

    return case_finder(sources)
