"""The retrieval eval: its cases hold together, its figures are right, its gates see what is worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import BadCase
from evals.registry import BadRegistry
from evals.retrieval.gates import Least, broken, load_gates
from evals.retrieval.material import (
    FOLDER,
    GROUPS,
    Case,
    Group,
    Project,
    distractors,
    load_projects,
    store,
)
from evals.retrieval.measuring import Figures, Result, emptiness, measure, result_of
from evals.retrieval.rankers import METHODS, Found, Method, fused
from evals.retrieval.report import misses, table
from knowledge.passages import Passage
from service.archive import Archive

PROJECTS = load_projects()
CASES = [case for project in PROJECTS for case in project.cases]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Passage, ...]]]:
    """The passages of each project and of its twin, as the archive files them."""
    with Archive.open(tmp_path_factory.mktemp("filed")) as archive:
        for project in PROJECTS:
            store(archive, project)
        names = [name for project in PROJECTS for name in (project.name, project.twin)]
        yield {name: archive.passages(name) for name in names}


def test_there_are_enough_cases() -> None:
    """By language: with an answer, without one, and about half of each for choosing settings."""
    answered = Counter(case.language for case in CASES if case.answers)
    without = Counter(case.language for case in CASES if not case.answers)
    assert answered["zh"] >= 120
    assert answered["en"] >= 40
    assert without["zh"] >= 20
    assert without["en"] >= 8
    for case in CASES:
        halves = ("test", "dev")
        assert case.split in {halves[int(case.id[-2:]) % 2], "fresh"}, case.id
    assert len({case.query for case in CASES}) == len(CASES)


def test_each_answer_stands_in_one_passage(filed: dict[str, tuple[Passage, ...]]) -> None:
    """A quote that stands nowhere can never be found; one that stands everywhere always is."""
    for case in CASES:
        for quote in case.answers:
            holding = [one for one in filed[case.project] if quote in one.text]
            assert len(holding) == 1, (case.id, quote)


def test_there_is_much_beside_the_answers(filed: dict[str, tuple[Passage, ...]]) -> None:
    """Many passages in the same words, and a twin with the same answers under another name."""
    assert sum(len(filed[project.name]) for project in PROJECTS) >= 1000
    for project in PROJECTS:
        own = {one.text for one in filed[project.twin]}
        assert own <= {one.text for one in filed[project.name]}
        assert any(quote in text for text in own for quote in project.cases[0].answers)


def test_distractors_are_the_same_at_every_call() -> None:
    """They are made by rule, without chance."""
    for project in PROJECTS:
        made = list(distractors(project.folder))
        assert made == list(distractors(project.folder))
        written = (project.folder / "distractors.yaml").exists()
        assert (len([text for _, file, text in made if not file]) >= 20) == written


def test_every_project_has_its_card() -> None:
    """Who wrote it, and how it may be used."""
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    for project in PROJECTS:
        assert f"`{project.folder.name}`" in card


# --- figures and gates -------------------------------------------------------------------------


def case(number: int, group: Group = "keyword") -> Case:
    """A made-up case of project 甲."""
    answers = () if group == "none" else ("答",)
    return Case(f"c-{number:02}", "甲", "zh", "dev", group, f"问{number}", answers)


def result(number: int, group: Group = "keyword", **places: int) -> Result:
    """A result with the answer at these places; 0 where a method is not named."""
    empty = frozenset(method for method in METHODS if method not in places)
    return Result(case(number, group), {one: places.get(one, 0) for one in METHODS}, empty, ())


LEAST: Least = {"answered": {"zh": 2}, "keyword": {"zh": 0.5}, "person_date": {"zh": 0.5}}


def good() -> list[Result]:
    """Results that break no gate."""
    return [
        result(number, group, bm25=2, vectors=3, served=1, fused=2)
        for number, group in enumerate(GROUPS[1:3] + GROUPS[:1])
    ]


def test_places_and_figures() -> None:
    """The first right passage counts; five is near, six is not; MRR is the mean of 1/place."""
    other, right = Found("甲", "别的"), Found("甲", "这是答案")
    answers = {
        "bm25": (other, right, right),
        "vectors": (other,),
        "served": (right,),
        "fused": (),
    }
    found = result_of(case(1), answers)  # type: ignore[arg-type]
    assert found.places == {"bm25": 2, "vectors": 0, "served": 1, "fused": 0}
    assert found.empty == {"fused"}
    reached = Figures((1, 5, 6, 0))
    assert (reached.recall.numerator, reached.recall.denominator) == (2, 4)
    assert reached.mrr == pytest.approx((1 + 1 / 5 + 1 / 6) / 4)
    low, high = reached.mrr_interval
    assert 0 <= low < reached.mrr < high <= 1
    assert Figures(()).mrr_interval == (0.0, 0.0)


def test_emptiness_counts_what_has_no_answer() -> None:
    """Only cases without an answer count, and only those for which nothing was given."""
    rate = emptiness([result(1, "none"), result(2, "none", served=1), result(3)], "served")
    assert (rate.numerator, rate.denominator) == (1, 2)


def test_good_results_break_no_gate() -> None:
    """What is served is best everywhere."""
    assert broken(good(), LEAST) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"served": 6}, "R@5 of what is served is below that of bm25"),
        ({"served": 3}, "MRR of what is served is below that of bm25"),
        ({"vectors": 1, "served": 2}, "below that of vectors"),
        ({"served": 0, "bm25": 0, "vectors": 0}, "keyword: R@5 is 0.0"),
    ],
)
def test_what_is_served_must_not_be_worse(change: dict[Method, int], words: str) -> None:
    """Worse than words or vectors alone in one group, or too low, is a fault."""
    results = good()
    results[0] = replace(results[0], places={**results[0].places, **change})
    assert any(words in fault for fault in broken(results, LEAST))


def test_a_leak_and_too_few_cases_are_faults() -> None:
    """A passage of another project is named with its case; so is a set that became too small."""
    answers = dict.fromkeys(METHODS, (Found("乙", "答"),))
    leaking = result_of(case(9, "paraphrase"), answers)
    faults = broken([*good(), leaking], LEAST)
    assert any("c-09" in fault and "乙" in fault for fault in faults)
    few = broken(good(), {**LEAST, "answered": {"zh": 4}})
    assert few == ("zh: 3 questions with an answer are too few",)


def test_fusion_adds_reciprocal_places() -> None:
    """What stands well in both goes before what stands first in one."""
    a, b, c = (Found("甲", text) for text in "abc")
    assert fused((a, b), (c, b)) == (b, a, c)


def test_the_report_names_what_went_wrong() -> None:
    """The table has a line for each method; misses name question and place."""
    results = [*good(), result(7, "keyword", served=8), result(8, "none", served=1)]
    assert "served" in table(results)
    assert "c-07" in misses(results)
    assert "though nothing is there" in misses(results)
    assert "c-00" not in misses(results)


def test_a_gate_without_a_reason_is_refused(tmp_path: Path) -> None:
    """The shipped gates have one; an entry without names itself."""
    assert set(load_gates()) == {"answered", "keyword", "person_date"}
    path = tmp_path / "registry.yaml"
    path.write_text("retrieval:\n  - {id: a, least: {zh: 1}, reason: ''}\n", encoding="utf-8")
    with pytest.raises(BadRegistry, match="a: "):
        load_gates(path)


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, split: dev, group: keyword, query: q}",
        "{id: a, split: dev, group: keyword, query: q, answers: []}",
        "{id: a, split: dev, group: none, query: q, answers: [x]}",
        "{id: a, split: train, group: none, query: q, answers: []}",
        "{id: a, split: dev, group: hearsay, query: q, answers: [x]}",
    ],
)
def test_a_case_that_cannot_be_used_is_refused(entry: str, tmp_path: Path) -> None:
    """A missing key, an answer where none is, an unknown half or group: each names its case."""
    folder = tmp_path / "p"
    folder.mkdir()
    text = f"project: P\nlanguage: zh\ncases:\n  - {entry}\n"
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadCase, match="a: "):
        load_projects(tmp_path)


def test_one_project_through_the_real_stores(tmp_path: Path) -> None:
    """Words, vectors in Chroma and what is served answer the same questions; nothing leaks."""
    project = next(one for one in PROJECTS if one.folder.name == "en-clinic")
    some = tuple(one for one in project.cases if one.group in ("keyword", "none"))
    small: Project = replace(project, cases=some)
    results = measure([small], tmp_path)
    assert len(results) == len(some)
    assert not [leak for one in results for leak in one.leaks]
    answered = [one for one in results if one.case.answers]
    assert all(one.places["served"] in range(1, 6) for one in answered)
    assert sum(one.places["vectors"] > 0 for one in answered) > len(answered) / 2
    assert any("served" in one.empty for one in results if not one.case.answers)
    assert not any("served" in one.empty for one in answered)
