"""The authored pairs of evidence and draft, and how their slots are filled.

A third of the templates, chosen by a hash of their text, is held out: whoever mends the checks sees
only counts of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Literal

import yaml

from evals.cases import BadCase

FOLDER = Path(__file__).parents[1] / "cases" / "faults"
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SLOT = re.compile(r"\{(?P<name>[a-z])(?::(?P<kind>[^{}]+))?\}")
_RANGE = re.compile(r"(?P<low>[0-9.,]+)-(?P<high>[0-9.,]+)")
PEOPLE: Mapping[Language, tuple[str, ...]] = {
    "zh": ("李敏", "王岚", "周启明", "陈志远", "赵晓彤", "孙立群", "吴佳怡", "郑卓然", "何静", "高文博"),
    "en": ("Li Min", "Wang Lan", "Maria Lopez", "David Chen", "Emma Brown", "Ravi Menon", "Anna Schmidt",
           "James Wilson", "Sarah Johnson", "Peter Novak"),
}  # fmt: skip
_KEYS = ("BUG", "WMS", "HIS", "OPS", "REQ")


@dataclass(frozen=True, slots=True)
class Template:
    """One pair; `computed` gives the expression of each calculated slot of the draft."""

    language: Language
    evidence: str
    draft: str
    computed: Mapping[str, str]

    @property
    def id(self) -> str:
        """Eight signs of the hash of what is written."""
        return hashlib.sha256(f"{self.evidence}\n{self.draft}".encode()).hexdigest()[:8]

    @property
    def held_out(self) -> bool:
        """Whether it is kept out of development."""
        return int(self.id, 16) % 3 == 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft: plain words, or what fills the slot of that name."""

    text: str
    slot: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with values: the cited sentence, the true draft in pieces, its expressions."""

    template: Template
    evidence: str
    pieces: tuple[Piece, ...]
    values: Mapping[str, str]
    kinds: Mapping[str, str]
    computed: str

    @property
    def draft(self) -> str:
        """The true sentence."""
        return "".join(piece.text for piece in self.pieces)

    def slots(self, *kinds: str) -> list[int]:
        """The places of the pieces that fill a slot of one of the kinds."""
        return [at for at, piece in enumerate(self.pieces) if piece.kind in kinds]

    def after(self, at: int) -> str:
        """The words behind a piece, up to the next slot."""
        return self.pieces[at + 1].text if at + 1 < len(self.pieces) else ""

    def with_piece(self, at: int, text: str) -> str:
        """The draft with another text in one piece."""
        return "".join(text if n == at else one.text for n, one in enumerate(self.pieces))


def load_templates(folder: Path = FOLDER) -> tuple[Template, ...]:
    """Every template of both languages; raises BadCase for one that cannot be filled."""
    found = []
    for language in LANGUAGES:
        written = yaml.safe_load((folder / f"{language}.yaml").read_text(encoding="utf-8"))
        for entry in written["templates"]:
            computed = entry.get("computed", {})
            template = Template(language, entry["evidence"], entry["draft"], computed)
            _check(template)
            found.append(template)
    return tuple(found)


def fill(template: Template, random: Random) -> Filled:
    """The template with values; no two numbers of it are equal."""
    kinds: dict[str, str] = {}
    values: dict[str, str] = {}
    for match in _SLOT.finditer(template.evidence):
        name, kind = match["name"], match["kind"]
        if kind is None:
            continue
        kinds[name] = "number" if _RANGE.fullmatch(kind) else kind
        value = _value(kind, template.language, random)
        while value in values.values() and not _is_fixed(kind):
            value = _value(kind, template.language, random)
        values[name] = value
    shown = []
    for name, expression in template.computed.items():
        call = _SLOT.sub(lambda match: values[match["name"]].replace(",", ""), expression)
        values[name], kinds[name] = worked_out(call), "computed"
        shown.append(call)
    evidence = _SLOT.sub(lambda match: values[match["name"]], template.evidence)
    pieces: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(template.draft):
        if match.start() > at:
            pieces.append(Piece(template.draft[at : match.start()]))
        name = match["name"]
        pieces.append(Piece(values[name], name, kinds[name]))
        at = match.end()
    if at < len(template.draft):
        pieces.append(Piece(template.draft[at:]))
    return Filled(template, evidence, tuple(pieces), values, kinds, ";".join(shown))


def worked_out(call: str) -> str:
    """The value of one call as a writer shows it: shares with one decimal, the rest exact."""
    op, _, rest = call.partition("(")
    numbers = [Decimal(one) for one in rest.rstrip(")").split(",")]
    first, last = numbers[0], numbers[-1]
    if op == "sum":
        return str(sum(numbers, Decimal(0)))
    if op in ("diff", "pp_diff"):
        return str(abs(first - last))
    share = (first if op == "ratio_pct" else first - last) / last * 100
    return f"{abs(share).quantize(Decimal('0.1')):f}"


def _check(template: Template) -> None:
    known = {match["name"] for match in _SLOT.finditer(template.evidence) if match["kind"]}
    used = {match["name"] for match in _SLOT.finditer(template.draft)}
    if not used <= known | set(template.computed):
        raise BadCase(f"{template.draft}: a slot of the draft that the evidence does not fill")


def _is_fixed(kind: str) -> bool:
    bounds = _RANGE.fullmatch(kind)
    return bool(bounds) and bounds["low"] == bounds["high"] if bounds else False


def _value(kind: str, language: Language, random: Random) -> str:
    bounds = _RANGE.fullmatch(kind)
    if bounds:
        return _number(bounds["low"], bounds["high"], random)
    if kind == "person":
        return random.choice(PEOPLE[language])
    if kind == "id":
        return f"{random.choice(_KEYS)}-{random.randint(100, 4999)}"
    if kind == "version":
        return f"V{random.randint(1, 6)}.{random.randint(0, 9)}.{random.randint(1, 9)}"
    return str(random.randint(2, 29))


def _number(low: str, high: str, random: Random) -> str:
    places = len(low.partition(".")[2])
    least, most = (round(float(one.replace(",", "")) * 10**places) for one in (low, high))
    value = random.randint(least, most)
    if "," in low:
        return f"{value:,}"
    return f"{value / 10**places:.{places}f}" if places else str(value)


def share_of(templates: Sequence[Template], *, held_out: bool) -> list[Template]:
    """The templates of development, or those held out."""
    return [one for one in templates if one.held_out is held_out]
