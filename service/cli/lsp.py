"""`fupan lsp`: findings in an editor, over standard input and output."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from service.cli.language import person_language
from service.critique.rule_choice import RuleChoice
from service.lsp.server import build_server
from service.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    parser.add_argument(
        "--stdio", action="store_true", help="accepted, because some editors add it; always so"
    )


def run(options: argparse.Namespace) -> int:
    """Serve one editor until it says that it is done."""
    default = read_settings(os.environ).critique_config
    choice = RuleChoice(default=Path(default) if default else None)
    build_server(choice, person_language()).start_io()
    return 0
