"""`fupan rules check`: do the rule files hold their own examples? For those who write them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter

from knowledge.errors import InvalidRules
from knowledge.rule_forms import Rulebook
from knowledge.rulebook import RULES, read_rules
from service.cli.language import person_language
from service.critique.proof import prove
from service.errors import RuleError


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    parser.add_argument("action", choices=("check",), help="check: read and prove the rule files")
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="rules of your own beside ours"
    )


def run(options: argparse.Namespace) -> int:
    """Prove the shipped rules and those of the folder; 2 and every fault with its line when one fails."""
    began = perf_counter()
    try:
        if options.folder is not None and not options.folder.is_dir():
            raise InvalidRules((f"{options.folder}:1: no such folder",))
        book = read_rules(RULES, options.folder)
        read = perf_counter()
        examples = prove(book)
    except InvalidRules as error:
        print(error, file=sys.stderr)
        return 2
    except RuleError as error:
        print(error.message(person_language()), file=sys.stderr)
        return 2
    proved = perf_counter()
    _tell(book, options.folder)
    times = f"{1000 * (read - began):.0f} ms + {1000 * (proved - read):.0f} ms"
    if person_language() == "zh":
        print(f"{len(book.rules)} 条规则，{examples} 个例子全部成立（读取 + 验证 {times}）")
    else:
        print(f"{len(book.rules)} rules, {examples} examples, all hold (read + proved {times})")
    return 0


def _tell(book: Rulebook, folder: Path | None) -> None:
    """A line for each rule of the folder, or for each shipped one without a folder."""
    for rule in book.rules:
        path = Path(rule.path)
        if folder is None or (folder / path.name).resolve() == path.resolve():
            name = rule.name.zh if person_language() == "zh" else rule.name.en
            print(f"{rule.path}: {rule.id} {rule.key} {name}: {len(rule.examples)}")


__all__ = ["add_arguments", "run"]
