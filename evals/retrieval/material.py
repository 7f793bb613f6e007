"""The invented projects of `cases/retrieval`, as a store holds them, and the questions about them.

Each folder is one project: months with files as a team would hand them in, a signed review,
`distractors.yaml` from which passages in the same words are made by rule, and `cases.yaml`, which may
name material that stands elsewhere in the repository instead. Every
project's own files are stored a second time under another name, so that what leaks is an exact copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, Literal

import yaml

from evals.cases import BadCase
from evals.last_month import signed_items
from service.archive import Archive
from service.intake import read_paste, read_source
from service.review import Draft, SignedReview

_ROOT = Path(__file__).parents[2]
FOLDER = _ROOT / "evals" / "cases" / "retrieval"
Group = Literal["paraphrase", "keyword", "person_date", "none"]
GROUPS: tuple[Group, ...] = ("paraphrase", "keyword", "person_date", "none")
Split = Literal["dev", "test", "fresh"]
SPLITS: tuple[Split, ...] = ("dev", "test", "fresh")
_MONTH = re.compile(r"20[0-9]{2}-[01][0-9]")
_CASE_KEYS = frozenset({"id", "split", "group", "query", "answers"})
TWIN = "（另一家）"
_STEPS = (3, 5, 7, 11, 13, 17)


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and the quotes by which the passages that answer it are known."""

    id: str
    project: str
    language: Literal["zh", "en"]
    split: Split
    group: Group
    query: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """An invented project in its folder; `files` are what was handed in, each with its month."""

    folder: Path
    name: str
    language: Literal["zh", "en"]
    files: tuple[tuple[str, Path], ...]
    cases: tuple[Case, ...]

    @property
    def twin(self) -> str:
        """The name under which the same material is stored again."""
        return self.name + TWIN


def load_projects(folder: Path = FOLDER) -> tuple[Project, ...]:
    """All projects; raises BadCase for cases that cannot be used as written."""
    projects = tuple(_project(path.parent) for path in sorted(folder.glob("*/cases.yaml")))
    ids = [case.id for project in projects for case in project.cases]
    twice = {one for one in ids if ids.count(one) > 1}
    if twice:
        raise BadCase(f"{folder}: used twice: {', '.join(sorted(twice))}")
    return projects


def store(archive: Archive, project: Project) -> None:
    """Stores the project with its distractors, and its twin without them."""
    _store_written(archive, project, project.name)
    _store_written(archive, project, project.twin)
    for number, (month, file, text) in enumerate(distractors(project.folder), 1):
        source = read_source(text.encode(), file) if file else read_paste(text, number)
        archive.add_source(project.name, month, text.encode(), source)


def _store_written(archive: Archive, project: Project, name: str) -> None:
    """What was written by hand: the files of the months and the signed review."""
    for month, path in project.files:
        data = path.read_bytes()
        archive.add_source(name, month, data, read_source(data, path.name))
    for path in sorted(project.folder.glob("review-*.yaml")):
        archive.save_review(None, _review(path, name, project.language))


def distractors(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(month, file name, text) of what is made by rule: tables of tickets, and pastes without a
    file name. The same at every call."""
    path = folder / "distractors.yaml"
    if not path.exists():
        return
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    months, slots = rules["months"], rules["slots"]
    for number, month in enumerate(months):
        rows = islice(_filled(rules["rows_like"], slots, number), rules["rows"] // len(months))
        lines = [
            f"X-{1000 * (number + 1) + at},{row},{slots['state'][at % len(slots['state'])]},"
            f"{slots['who'][at % len(slots['who'])]}"
            for at, row in enumerate(rows)
        ]
        yield month, f"other-{month}.csv", "\n".join(["Issue key,Summary,Status,Assignee", *lines])
        notes = islice(_filled(rules["notes_like"], slots, number), rules["notes"] // len(months))
        for note in notes:
            yield month, "", note


def _filled(
    patterns: Sequence[str], slots: Mapping[str, Sequence[str]], start: int
) -> Iterator[str]:
    """The patterns filled in turn; each slot walks at a step of its own, so that fillings differ."""
    for at in count(start * 7):
        words = {
            slot: values[(at * step + at // len(values)) % len(values)]
            for step, (slot, values) in zip(_STEPS, slots.items(), strict=False)
        }
        yield patterns[at % len(patterns)].format(**words)


def _project(folder: Path) -> Project:
    written = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf-8"))
    name, language = written["project"], written["language"]
    cases = tuple(_case(entry, name, language, folder) for entry in written["cases"])
    borrowed = [(one["month"], _ROOT / one["folder"]) for one in written.get("material", ())]
    months = borrowed or [(path.name, path) for path in folder.glob("20*")]
    files = tuple((month, path) for month, at in sorted(months) for path in sorted(at.iterdir()))
    return Project(folder, name, language, files, cases)


def _case(
    entry: Mapping[str, Any], project: str, language: Literal["zh", "en"], folder: Path
) -> Case:
    where = f"{folder.name}/cases.yaml, {entry.get('id', 'a case without id')}"
    if set(entry) != _CASE_KEYS:
        raise BadCase(f"{where}: keys are {', '.join(sorted(_CASE_KEYS))}")
    if entry["group"] not in GROUPS or entry["split"] not in SPLITS:
        raise BadCase(f"{where}: unknown group or split")
    if bool(entry["answers"]) == (entry["group"] == "none"):
        raise BadCase(f"{where}: answers are given exactly where the group is not none")
    return Case(
        id=entry["id"],
        project=project,
        language=language,
        split=entry["split"],
        group=entry["group"],
        query=entry["query"],
        answers=tuple(entry["answers"]),
    )


def _review(path: Path, project: str, language: Literal["zh", "en"]) -> SignedReview:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = signed_items(written["items"], "r")
    month = path.stem.removeprefix("review-")
    draft = Draft(project, month, language, "rules", (), items, {})
    return SignedReview(draft, (), items, (), written["signed_by"], written["signed_at"])
