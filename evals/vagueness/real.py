"""`python -m evals.vagueness.real FOLDER`: how the critique behaves on texts nobody wrote for it.

`findings` draws findings at random from the Chinese texts of a folder, for a person to judge one by one:
would a project manager be thankful for it? `sentences` draws sentences, for a person to say which are
concrete. Both write a sheet with an empty `judged` column; given back with `--judged`, they print the share and
n. The texts belong to others: sheets stay outside the repository, only figures come back.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.critique import critique
from service.critique.segments import segment
from service.intake.decoding import decode

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SUFFIXES = frozenset({".md", ".txt", ".markdown"})
_LEAST = 8
"""Han characters from which a sentence says something."""
_AROUND = 60
FIELDS = ("judged", "check", "quote", "question", "before", "after", "file", "start")
FOLDERS = ("minutes", "reviews", "months")
"""What is drawn from: minutes and reviews, not corpora of talk or tickets."""


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of a folder that are mostly Chinese, each with its path in it, in the order of paths."""
    paths = (path for name in FOLDERS for path in sorted((folder / name).rglob("*")))
    for path in paths:
        if path.suffix.lower() not in _SUFFIXES or not path.is_file():
            continue
        text, _ = decode(path.read_bytes(), path.name)
        if len(_HAN.findall(text)) * 3 > len(text):
            yield path.relative_to(folder).as_posix(), text


def draw_findings(folder: Path, count: int, seed: int) -> list[dict[str, str]]:
    """`count` findings of statement checks, at random with a fixed seed; the same words count once."""
    rows = [
        {
            "check": finding.rule_id,
            "quote": _flat(finding.quote),
            "question": finding.question.zh,
            "before": _flat(text[max(0, finding.start - _AROUND) : finding.start]),
            "after": _flat(text[finding.end : finding.end + _AROUND]),
            "file": name,
            "start": str(finding.start),
        }
        for name, text in texts(folder)
        for finding in critique(text, language="zh").findings
        if finding.rule_id[0] not in "DS"
    ]
    first = {(row["check"], row["quote"]): row for row in reversed(rows)}
    return _drawn(list(first.values()), count, seed)


def draw_sentences(folder: Path, count: int, seed: int) -> list[dict[str, str]]:
    """`count` sentences; which findings begin in them does not matter here."""
    rows: list[dict[str, str]] = []
    for name, text in texts(folder):
        for item in segment(text).items:
            for sentence in item.sentences:
                words = text[sentence.start : sentence.end]
                if len(_HAN.findall(words)) >= _LEAST:
                    rows.append({"quote": _flat(words), "file": name, "start": str(sentence.start)})
    return _drawn(rows, count, seed)


def _drawn(rows: list[dict[str, str]], count: int, seed: int) -> list[dict[str, str]]:
    return random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311 - a sample


def _flat(words: str) -> str:
    return " ".join(words.split())


def v_findings(folder: Path, rows: Sequence[dict[str, str]]) -> int:
    """How many V findings begin in these sentences, as the critique is now."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row["file"], set()).add(int(row["start"]))
    found = 0
    for name, text in texts(folder):
        if name in wanted:
            outline = segment(text)
            for finding in critique(text, language="zh").findings:
                sentence = outline.sentence_at(finding.start)
                if finding.rule_id[0] == "V" and sentence is not None:
                    found += sentence.start in wanted[name]
    return found


def judged_line(folder: Path, kind: str, rows: Sequence[dict[str, str]]) -> str:
    """The figure of a judged sheet: `judged` is y or n."""
    said = [row for row in rows if row["judged"] in ("y", "n")]
    yes = [row for row in said if row["judged"] == "y"]
    if kind == "findings":
        return (
            f"worth asking: {len(yes)} of {len(said)} findings ({len(yes) / max(1, len(said)):.2f})"
        )
    found = v_findings(folder, yes)
    return f"V findings a concrete sentence: {found / max(1, len(yes)):.3f} (n {len(yes)} of {len(said)})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws a sheet, or prints the figure of a judged one."""
    parser = argparse.ArgumentParser(prog="python -m evals.vagueness.real", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("kind", choices=("findings", "sentences"))
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--judged", type=Path, help="a sheet whose `judged` column is y or n")
    options = parser.parse_args(arguments)
    if options.judged:
        with options.judged.open(encoding="utf-8", newline="") as file:
            print(
                judged_line(
                    options.folder, options.kind, list(csv.DictReader(file, delimiter="\t"))
                )
            )
        return 0
    draw = draw_findings if options.kind == "findings" else draw_sentences
    rows = draw(options.folder, options.n, options.seed)
    with options.out.open("w", encoding="utf-8", newline="") if options.out else sys.stdout as file:
        sheet = csv.DictWriter(file, FIELDS, delimiter="\t", restval="")
        sheet.writeheader()
        sheet.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
