"""Does an item tell a plan as done, turn a sentence into its opposite, or up into down?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.grounding.clauses import Clause, clauses_of, nearest, stem
from service.grounding.evidence import Doubt, Evidence
from service.grounding.movement import OPPOSITE, ways_of
from service.review import Both

_DEED = (
    "完成|上线|发布|关闭|解决|修复|交付|验收|提交|合入|部署|通过|实现|切换|到位|开始|启动|到账|到货|签订|评审"
    "|提供|落实|验证|开通|整改|采购|培训|安装|归档"
)
_DEEDS = re.compile(_DEED)
_DONE = re.compile(
    rf"(?<![未没待])已经?(?!知|有(?!签))|(?:{_DEED})了|(?:{_DEED})完毕|(?:{_DEED})完成(?!率|度|时|日)"
    r"|\b(?:has|have|had) (?:now |already |all )?(?:been )?"
    r"(?!not\b|to\b|no\b|been\b|waited|waiting|delayed|slipped|blocked|planned|scheduled|expected|postponed)\w+(?:ed|en|ne|nt|pt|lt|ld|de)\b"
    r"|\b(?:was|were) (?:all )?(?:\w+ed|done|built|made|sent|given|held|set)\b|\bwent live\b"
    r"|\b(?:started|finished|completed|resolved|delivered|shipped|released|launched|merged|deployed"
    r"|verified|received|signed)(?: it)? (?:on|in|by)\b"
)
_PLANNED = re.compile(
    r"计划|预计|拟(?!定|合)|将(?!其|近|数|所)|待(?!遇)|准备|打算|争取|下[月周]|尚未|未(?!来|知)|没有|等待|预期"
    r"|\b(?:plan|plans|planned|planning|will|shall|to be|expects?|expected|scheduled|going to|due|intends?"
    r"|waits?|waiting|awaiting|pending|not|cannot|never|needs?)\b"
)
_TASK = re.compile(r"责任人|完成时间|截止|\bdue\b|\bowner\b")
_PLAN_WORD = re.compile(
    r"计划|预计|拟(?!定|合)|将(?!其|近|数|所)|待(?!遇)|\b(?:planned|will|to be|expected|scheduled|awaiting)\b"
)
_NEGATION = re.compile(
    r"(?:尚未|没有|没能|未能|还没|从未|未(?!来|知|定|婚)|无法|不能|不可|不(?=支持|符合|具备|满足|可用|完整|通过|合格|达标|一致|稳定)|没)"
    r"(?P<word>(?:被|得到|按期|按时|全部)?[\u4e00-\u9fff]{2})"
    r"|\b(?:not|never|cannot|can't|couldn't|didn't|doesn't|don't|isn't|wasn't|aren't|weren't|hasn't|haven't|won't)"
    r"(?: yet| been| be| fully| all)*\s(?P<en>[a-z]+)"
)
_LATIN = re.compile("[a-z]+")
_STATE_LABEL = re.compile(r"(?:状态|state|status)\s*$")
_PREFIX = re.compile("^(?:被|得到|按期|按时|全部)")
_NEGATOR = re.compile(
    r"(?:未|没有|没|没能|未能|无法|不能|尚未|不|非|未被|未全部|不可)$"
    r"|(?:not|never|cannot|n't)(?: yet| been| be| fully| all)*\s$"
)


def check_wording(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about modality (planned told as done), negation (dropped or added), direction."""
    source = [clause for reading in evidence.readings for clause in clauses_of(reading.text)]
    told = clauses_of(text)
    is_task = any(_TASK.search(reading.folded) for reading in evidence.readings)
    yield from _check_plans(told, source, is_task)
    yield from _check_negations(told, source)
    yield from _check_directions(told, source)


def _check_plans(
    told: Sequence[Clause], source: Sequence[Clause], is_task: bool
) -> Iterator[Doubt]:
    """What the nearest clause of the source only plans is not done."""
    is_task = is_task and not any(_is_done(one) for one in source)
    for clause in told:
        done = _DONE.search(clause.text)
        if done is None or _PLAN_WORD.search(clause.text):
            continue
        deed = _DEEDS.search(clause.text)
        holding = [one for one in source if deed and deed.group() in one.text]
        near = nearest(clause, holding or source)
        if near and all(
            (is_task or _PLANNED.search(one.text)) and not _is_done(one) for one in near
        ):
            said = clause.text.strip()
            yield Doubt(
                Both(
                    zh=f"依据只说计划或尚未完成，条目「{said}」写成了已完成。",
                    en=f"The source only plans or denies it; the item tells “{said}” as done.",
                ),
                code="modality",
                token=said,
            )


def _is_done(clause: Clause) -> bool:
    match = _DONE.search(clause.text)
    return match is not None and not re.match(
        r"\s?(?:not|to)\b|has not|have not", clause.text[match.start() :]
    )


def _check_negations(told: Sequence[Clause], source: Sequence[Clause]) -> Iterator[Doubt]:
    """A word that one denies and the other, in the clause nearest to it, does not."""
    words = _denied(told) | _denied(source)
    for word in words:
        holding = [clause for clause in source if _holds(clause, word)]
        if not holding:
            continue
        for at, clause in enumerate(told):
            around = _around(clause, word)
            if not _holds(clause, word) or (at and _STATE_LABEL.search(told[at - 1].text)):
                continue  # 「状态：未完成」 says it of the whole item, no clause of the source
            near = nearest(clause, holding, around) or tuple(holding)
            if _of_another_amount(clause, near):
                continue
            if _is_denied(clause, word) not in {_is_denied(one, word) for one in near}:
                yield Doubt(
                    Both(
                        zh=f"「{clause.text.strip()}」与依据的肯定或否定相反（{word}）。",
                        en=f"“{clause.text.strip()}” says the opposite of the source ({word}).",
                    ),
                    code="negation",
                    token=word,
                )
                return


def _denied(clauses: Sequence[Clause]) -> set[str]:
    """The words that stand behind a negation; of Latin words their stems."""
    found: set[str] = set()
    for clause in clauses:
        for match in _NEGATION.finditer(clause.text):
            word = _PREFIX.sub("", match["word"]) if match["word"] else stem(match["en"])
            if len(word) > 1 and word not in ("have", "been", "be", "the", "hav"):
                found.add(word)
    return found


def _places(clause: Clause, word: str) -> list[int]:
    """Where a clause holds the word, or a Latin word of that stem."""
    if word[0] > "\u2e7f":
        first = clause.text.find(word)
        found = []
        while first >= 0:
            found.append(first)
            first = clause.text.find(word, first + 1)
        return found
    return [found.start() for found in _LATIN.finditer(clause.text) if stem(found.group()) == word]


def _of_another_amount(clause: Clause, near: Sequence[Clause]) -> bool:
    """Whether it denies of one number what the source says of another: 已回款 30 万, 未回款 20 万."""
    return (
        bool(clause.numbers)
        and any(one.numbers for one in near)
        and not any(clause.numbers & one.numbers for one in near)
    )


def _around(clause: Clause, word: str) -> frozenset[str]:
    """The pairs of characters that hold the word or touch it: they are what is in question."""
    if word[0] <= "\u2e7f":
        return frozenset((word,))
    return frozenset(
        pair for pair in clause.words if pair in word or pair[-1] == word[0] or pair[0] == word[-1]
    )


def _holds(clause: Clause, word: str) -> bool:
    return bool(_places(clause, word))


def _is_denied(clause: Clause, word: str) -> bool:
    return any(_NEGATOR.search(clause.text[max(0, at - 24) : at]) for at in _places(clause, word))


def _check_directions(told: Sequence[Clause], source: Sequence[Clause]) -> Iterator[Doubt]:
    """Up where the nearest clause of the source says down alone."""
    moving = [clause for clause in source if ways_of(clause.text)]
    if not moving:
        return
    for clause in told:
        ways = ways_of(clause.text)
        known = {way for one in nearest(clause, moving) for way in ways_of(one.text)}
        if any(OPPOSITE[way] in known and way not in known for way in ways):
            said = clause.text.strip()
            yield Doubt(
                Both(
                    zh=f"「{said}」的升降方向与依据相反。",
                    en=f"“{said}” goes the other way than the source.",
                ),
                code="direction",
                token=said,
            )
