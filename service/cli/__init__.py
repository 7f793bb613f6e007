"""The `fupan` command. Each subcommand lives in its own module and is imported only when it is called."""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from service import __version__
from service.cli.language import person_language
from service.errors import FupanError, InputError, RuleError

EXAMPLES = """\
examples:
  fupan draft notes/ minutes.md tickets.csv --project 青岚二院 --month 2026-06 -o draft.md
  fupan draft month/ --project P --month 2026-07 --last-month review-2026-06.json --format json
  fupan critique draft.md --sources month/ --last-month review-2026-06.json
  fupan serve
"""

_COMMANDS = {
    "draft": ("service.cli.draft", "draft a month's review from files and folders"),
    "critique": ("service.cli.critique", "point at what is vague, weak or unactionable in a draft"),
    "lsp": ("service.cli.lsp", "show findings in an editor while a review is written"),
    "rules": ("service.cli.rules", "prove rule files on their own examples"),
    "sign": ("service.cli.sign", "sign a draft off, by a named person"),
    "serve": ("service.cli.serve", "serve the web form and the API on 127.0.0.1"),
    "ingest": ("service.cli.store", "read files into the store without drafting"),
    "import": ("service.cli.store", "load a review written before, confirmed by a person"),
    "reindex": ("service.cli.store", "rebuild the vector index from the records"),
}

_SHORT = frozenset(("critique", "rules"))
_SELDOM = 100_000
"""Objects that come to be between two collections; loading makes about half as many."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (0 ok, 1 refused, 2 usage, 3 input not readable)."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    command = next((word for word in argv if not word.startswith("-")), "")
    if arguments is None and command in _SHORT:
        _collect_seldom()
    parser = _parser(command)
    options = parser.parse_args(argv)
    if not options.command:
        parser.print_help()
        return 2
    module = import_module(_COMMANDS[options.command][0])
    try:
        code: int = module.run(options)
    except InputError as error:
        print(f"fupan: {error.message(person_language())}", file=sys.stderr)
        return 2 if error.code in ("wrong-month", "invalid-request") else 3
    except RuleError as error:
        print(f"fupan: {error.message(person_language())}", file=sys.stderr)
        return 2
    except FupanError as error:
        print(f"fupan: {error.message(person_language())}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _collect_seldom() -> None:
    """Spare a process that reads a few texts and ends the collections while it loads, and the last one: what
    it holds then it held for good, and most of it is modules and rules. A large text is still collected."""
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser, with the options of the one command that is called."""
    parser = argparse.ArgumentParser(
        prog="fupan",
        description="Drafts, critiques and signs off the monthly implementation review (复盘).",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"fupan {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (module, summary) in _COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        if name == command:
            import_module(module).add_arguments(sub, name)
    return parser
