"""Does everything that an item says stand in the sentences it cites? Verdicts only.

`check_item` judges one item, `ground` a whole draft. Nothing is ever changed but status and doubts:
what the evidence does not bear is shown as 待核实 and left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.errors import Language
from service.grounding.causes_check import check_causes
from service.grounding.claims_check import check_claims, check_subject
from service.grounding.computed import Call, evaluate, parse
from service.grounding.computed_check import check_expression
from service.grounding.dates_check import check_dates, check_day, check_due, explained_due
from service.grounding.evidence import Doubt, Evidence, Reading, Speakers, read_people
from service.grounding.ids_check import check_ids
from service.grounding.markup_check import check_markup
from service.grounding.numbers_check import check_numbers
from service.grounding.people_check import check_named, check_owner, check_people
from service.grounding.states_check import check_states
from service.grounding.wording_check import check_wording
from service.review import Both, Fields, Item, Sentence, Support
from service.text.units import read_unit

__all__ = ["Doubt", "Verdict", "check_item", "evaluate", "ground"]

_TEXT_FIELDS = (
    "planned",
    "actual",
    "deviation",
    "cause",
    "metric",
    "case",
    "impact_reason",
    "delivery_affected",
    "acceptance",
    "priority_reason",
    "quantity",
    "until",
)
_DAY_FIELDS = ("planned_due", "actual_date")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of one item; the doubts are sentences in the draft's language.

    `reasons` are the same doubts with their code, the words they are about, and both languages.
    """

    status: Support
    doubts: tuple[str, ...] = ()
    reasons: tuple[Doubt, ...] = ()


def check_item(
    item: Item,
    cited: Mapping[str, Sentence],
    *,
    month: str,
    language: Language = "zh",
    roster: Sequence[str] = (),
    speakers: Speakers | None = None,
) -> Verdict:
    """The verdict on one item of the review of `month` (YYYY-MM).

    `blocked`: a number, date, person, id, state, direction or cause that no cited sentence bears, an
    evidence id that does not exist, a fact without evidence, or markup. `open`: the item has
    questions, or a doubt that only a person can settle. What a person has said (claim human) is not judged.
    """
    if item.claim == "human":
        return Verdict("open" if item.questions else "supported")
    doubts = list(dict.fromkeys(_doubts(item, cited, month, roster, speakers or {})))
    says = tuple(
        dict.fromkeys(doubt.says.zh if language == "zh" else doubt.says.en for doubt in doubts)
    )
    if any(doubt.blocks for doubt in doubts):
        return Verdict("blocked", says, tuple(doubts))
    return Verdict("open" if item.questions or says else "supported", says, tuple(doubts))


def ground(
    items: Sequence[Item],
    cited: Mapping[str, Sentence],
    *,
    month: str,
    language: Language = "zh",
    speakers: Speakers | None = None,
) -> tuple[Item, ...]:
    """The items with status and doubts set.

    Names found in any cited sentence are looked for in every item: a person known from elsewhere
    needs evidence here too. `speakers` are the people confirmed for the labels of transcripts.
    """
    roster = _roster(items, cited)
    grounded = []
    for item in items:
        verdict = check_item(
            item, cited, month=month, language=language, roster=roster, speakers=speakers
        )
        grounded.append(replace(item, status=verdict.status, doubts=verdict.doubts))
    return tuple(grounded)


def _roster(items: Sequence[Item], cited: Mapping[str, Sentence]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for sentence in cited.values():
        names.update(dict.fromkeys(name for name in read_people(sentence.text) if len(name) > 1))
    for item in items:
        names.update(dict.fromkeys(read_people(f"负责人：{item.fields.owner}")))
    return tuple(name for name in names if not name.isascii() or " " in name)


def _doubts(
    item: Item,
    cited: Mapping[str, Sentence],
    month: str,
    roster: Sequence[str],
    speakers: Speakers,
) -> Iterator[Doubt]:
    for identity in item.evidence:
        if identity not in cited:
            yield Doubt(
                Both(
                    zh=f"依据「{identity}」不存在。",
                    en=f"The cited sentence {identity} does not exist.",
                ),
                code="citation",
                token=identity,
            )
    if not item.evidence and item.claim == "fact":
        yield Doubt(
            Both(zh="事实条目没有依据。", en="A fact without a cited sentence."), code="citation"
        )
        return
    known = [cited[one] for one in item.evidence if one in cited]
    evidence = Evidence.of(known, month, speakers)
    calls = parse(item.fields.computed) if item.fields.computed else ()
    if calls is None:
        yield Doubt(
            Both(
                zh=f"算式「{item.fields.computed}」无法计算。",
                en=f"The calculation “{item.fields.computed}” cannot be read.",
            ),
            code="expression",
            token=item.fields.computed,
        )
        calls = ()
    yield from check_expression(calls, evidence)
    texts = _Texts(evidence, calls, month, roster, explained_due(item.fields, evidence))
    yield from texts.check(item.text, _unit(item.fields.unit), whole=True)
    if item.claim == "fact":
        yield from check_wording(item.text, evidence)
        yield from check_states(item.text, evidence)
        yield from check_claims(item.text, evidence)
        yield from check_causes(item.text, evidence)
        yield from check_subject(item.text, evidence)
    yield from _check_fields(item.fields, texts)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What every text of one item is checked against."""

    evidence: Evidence
    calls: Sequence[Call]
    month: str
    roster: Sequence[str]
    explained: str

    def check(self, text: str, unit: str = "", *, whole: bool = False) -> Iterator[Doubt]:
        """The doubts about one text; what is copied whole from a cited sentence raises none."""
        if not text:
            return
        yield from check_markup(text, self.evidence)
        if self.evidence.copies(text):
            return
        draft = Reading(text, f"{self.month}-15")
        yield from check_numbers(draft, self.evidence, self.calls, unit=unit, whole=whole)
        yield from check_dates(draft, self.evidence, self.month, self.explained)
        yield from check_ids(draft, self.evidence)
        yield from check_people(draft, self.evidence, self.roster)


def _check_fields(fields: Fields, texts: _Texts) -> Iterator[Doubt]:
    for name in _TEXT_FIELDS:
        yield from texts.check(getattr(fields, name))
    for why in fields.whys:
        yield from texts.check(why)
    for value in (fields.before, fields.after):
        yield from texts.check(value, _unit(fields.unit))
    for name in _DAY_FIELDS:
        if getattr(fields, name):
            yield from check_day(getattr(fields, name), texts.evidence)
    yield from check_due(fields, texts.evidence)
    yield from check_owner(fields.owner, texts.evidence)
    for value in (fields.escalate_to, fields.decides):
        yield from check_named(value, texts.evidence)


def _unit(written: str) -> str:
    return read_unit(written, 0)[0] if written else ""
