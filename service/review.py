"""The vocabulary of the service as immutable values: no input, no output, no decisions.

One word, one meaning (see docs/glossary.md). Offsets count code points of the decoded text without
its byte-order mark; lines, columns, rows are 1-based; dates are ISO strings ("2026-10-31") and the
empty string means unknown: nothing here is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from service.errors import Language as Language
from service.finding import SEVERITIES as SEVERITIES
from service.finding import Both as Both
from service.finding import Case as Case
from service.finding import Cue as Cue
from service.finding import Finding as Finding
from service.finding import Related as Related
from service.finding import Severity as Severity
from service.finding import Suppression as Suppression
from service.places import CuePlace as CuePlace
from service.places import PagePlace as PagePlace
from service.places import ParagraphPlace as ParagraphPlace
from service.places import Place as Place
from service.places import RecordPlace as RecordPlace
from service.places import TablePlace as TablePlace
from service.places import TextPlace as TextPlace
from service.sections import SECTION_TITLES as SECTION_TITLES
from service.sections import SECTIONS as SECTIONS
from service.sections import SectionKey as SectionKey

# --- sources -----------------------------------------------------------------------------------


def spoken(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """What stands in `spans` of `text`, white space tidied, as one sentence (see `is_parted`)."""
    said, last = "", (0, 0)
    for span in spans:
        piece = " ".join(text[slice(*span)].split())
        said += f" {piece}" if said and piece and is_parted(text, last, span) else piece
        last = span if piece else last
    return said


def is_parted(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether a blank parts two spans that begin and end with words: not at a Han character or
    full-width sign, and not where only a tag stands between them (`un<i>done</i>`)."""
    if text[before[1] - 1] > "\u2e7f" or text[span[0]] > "\u2e7f":
        return False
    return span[0] < before[1] or any(one.isspace() for one in text[before[1] : span[0]])


@dataclass(frozen=True, slots=True)
class Cell:
    """A sentence's position in a table of its source (a Markdown table or a CSV file)."""

    table: int
    row: int
    column: int
    header: str


SentenceRole = Literal["body", "heading", "quote", "code", "table_header"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest citable span of a source.

    `headings` are the Markdown headings above it, outermost first. `indent` counts the columns
    before it on its line. `cell` is set when it stands in a table.
    """

    id: str
    source: str
    place: Place
    text: str
    role: SentenceRole = "body"
    headings: tuple[str, ...] = ()
    indent: int = 0
    cell: Cell | None = None


State = Literal["open", "in_progress", "resolved", "closed", "cancelled", "unknown"]


@dataclass(frozen=True, slots=True)
class StateChange:
    """A state in a ticket's history: the ISO day from which it counted, and its word as written."""

    day: str
    state_raw: str
    state: State = "unknown"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One row of a ticket export; dates are ISO days, "" where the cell is empty or unreadable.

    `key` is the id that people name it by; where a file has no ids it is the title. `estimated`, `spent`
    and `left` are hours, None where nothing readable is written. `sprints` are in the order of the file,
    the last one is the current. `history` is oldest first. `extra` holds the filled columns that no field
    takes, by their title. `cells` gives the sentence id of each field that is filled, by field name.
    """

    key: str
    title: str
    type: str = ""
    state: State = "unknown"
    state_raw: str = ""
    resolution_raw: str = ""
    priority_raw: str = ""
    severity_raw: str = ""
    assignee: str = ""
    reporter: str = ""
    created: str = ""
    updated: str = ""
    resolved: str = ""
    closed: str = ""
    due: str = ""
    planned_start: str = ""
    actual_start: str = ""
    reopened: int = 0
    labels: tuple[str, ...] = ()
    parent: str = ""
    description: str = ""
    estimated: float | None = None
    spent: float | None = None
    left: float | None = None
    progress_raw: str = ""
    sprints: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    history: tuple[StateChange, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def carried(self) -> int:
        """How often it went on into another sprint."""
        return max(0, len(self.sprints) - 1)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row or part of a source that was not kept, with the reason in both languages.

    `sheet` is "" for what is no workbook.
    """

    row: int
    zh: str
    en: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class IntakeWarning:
    """Something about a source that a person should see, though it was read."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of one sheet of a table, or one list of a file of records.

    `header_row` is 0 where there is none. `tickets` counts the rows that became a ticket. A sheet that
    a person left out was not read.
    """

    name: str
    header_row: int = 0
    rows_read: int = 0
    rows_kept: int = 0
    tickets: int = 0
    dialect: str = ""
    hidden: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What became of a source: rows read = rows kept + rows refused (text counts sentences).

    `sheets` says the same of each sheet of a table; there are none for text.
    """

    rows_read: int = 0
    rows_kept: int = 0
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[IntakeWarning, ...] = ()
    sheets: tuple[SheetReport, ...] = ()


SourceKind = Literal[
    "notes", "minutes", "transcript", "mail", "tickets", "table", "attachment", "empty"
]
"""What a source holds. An `attachment` (code, a log) is kept and can be cited, but nothing is read out
of it; an `empty` one has headings or a form that nobody filled in."""

Form = Literal[
    "text", "csv", "json", "transcript", "docx", "xlsx", "xls", "pdf", "html", "rtf", "eml", "msg"
]
"""How a source is written: which reader reads it."""
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a source with a day of its own: a meeting of a year's file, a mail of a thread.

    It is `sentences[first:end]`. `dated` is its ISO day, "" for none. `copy_of` is the number (from 0)
    of the block that it repeats; the copy is kept, and nothing is read out of it.
    """

    first: int
    end: int
    dated: str = ""
    title: str = ""
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing handed in: its path as given ("paste:1" for a paste) and its numbered sentences.

    `text` is the decoded content without byte-order mark, line ends untouched; of a document it is the
    text read out of it. `encoding` is "" for what is no text file. `dated` is the day the source says
    it is of (a meeting's date), "" where it says none. A file of one block has no `blocks`.
    `dialect` names the ticket tool or the layout of a transcript. `speakers` are the people whom a
    person has said its labels stand for (说话人 1 -> 王小明); places keep the label.
    """

    name: str
    sha256: str
    encoding: str
    kind: SourceKind
    language: Language
    text: str
    sentences: tuple[Sentence, ...]
    dated: str = ""
    dialect: str = ""
    tickets: tuple[Ticket, ...] = ()
    report: IntakeReport = IntakeReport()
    form: Form = "text"
    blocks: tuple[Block, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)


# --- facts and items ---------------------------------------------------------------------------

CardKind = Literal[
    "plan",
    "milestone",
    "metric",
    "demo",
    "problem",
    "cause",
    "impact",
    "lesson",
    "measure",
    "conclusion",
    "action",
    "request",
    "risk",
    "benefit",
    "feedback",
]


@dataclass(frozen=True, slots=True)
class Fields:
    """What design §1 names, shared by fact cards and items; "" or () is unknown.

    `owner` is as written, several people joined by "、". `due`, `planned_due` and `actual_date` are
    ISO days; `due_raw` keeps the source's words. `computed` is the expression of a calculated number.
    """

    planned: str = ""
    planned_due: str = ""
    actual: str = ""
    actual_date: str = ""
    deviation: str = ""
    cause: str = ""
    metric: str = ""
    before: str = ""
    after: str = ""
    unit: str = ""
    problem_type: str = ""
    case: str = ""
    whys: tuple[str, ...] = ()
    bone: str = ""
    impact: str = ""
    impact_reason: str = ""
    delivery_affected: str = ""
    escalate_to: str = ""
    measure_kind: str = ""
    answers: str = ""
    week: str = ""
    owner: str = ""
    due: str = ""
    due_raw: str = ""
    acceptance: str = ""
    priority: str = ""
    priority_reason: str = ""
    resource_kind: str = ""
    quantity: str = ""
    until: str = ""
    decides: str = ""
    computed: str = ""


@dataclass(frozen=True, slots=True)
class FactCard:
    """One typed fact read out of sentences.

    `text` is in the source's words without list marks, owner tails and links. `said_on` is the day
    of the meeting or document that says it, `said_id` the sentence that names that day. `topic` is the
    agenda item or heading it stands under, `topic_id` its sentence. A `carried` action was set before
    this month.
    """

    id: str
    kind: CardKind
    text: str
    evidence: tuple[str, ...]
    source: str
    said_on: str = ""
    said_id: str = ""
    topic: str = ""
    topic_id: str = ""
    state: State = "unknown"
    state_raw: str = ""
    refs: tuple[str, ...] = ()
    fields: Fields = Fields()
    carried: bool = False


ItemKind = Literal[
    "goal",
    "milestone",
    "result",
    "conclusion",
    "problem",
    "risk",
    "measure",
    "lesson",
    "priority",
    "task",
    "request",
    "feedback",
]
Claim = Literal["fact", "inference", "proposal", "human"]
Support = Literal["supported", "blocked", "open"]

FIELDS_OF: Mapping[ItemKind, tuple[str, ...]] = {
    "goal": ("planned", "planned_due", "actual", "actual_date", "deviation", "cause", "owner"),
    "milestone": ("planned", "planned_due", "actual", "actual_date", "deviation", "cause", "owner"),
    "result": ("metric", "before", "after", "unit", "computed"),
    "conclusion": ("actual", "actual_date", "owner"),
    "problem": (
        "problem_type",
        "case",
        "whys",
        "bone",
        "impact",
        "impact_reason",
        "delivery_affected",
        "escalate_to",
        "owner",
        "due",
        "due_raw",
    ),
    "risk": ("problem_type", "case", "impact", "impact_reason", "delivery_affected", "escalate_to"),
    "measure": ("measure_kind", "answers", "owner", "due", "due_raw", "acceptance"),
    "lesson": ("measure_kind", "answers"),
    "priority": ("priority", "priority_reason"),
    "task": (
        "week",
        "owner",
        "due",
        "due_raw",
        "acceptance",
        "priority",
        "priority_reason",
        "answers",
    ),
    "request": ("resource_kind", "quantity", "until", "decides", "owner"),
    "feedback": ("case", "owner"),
}
"""The fields each kind of item always shows, empty or not; others appear only when filled."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a draft section. A `blocked` item is 待核实: grounding found no support for it."""

    id: str
    section: SectionKey
    kind: ItemKind
    text: str
    claim: Claim
    evidence: tuple[str, ...]
    status: Support = "supported"
    fields: Fields = Fields()
    questions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


Answer = Literal["done", "open", "slipped", "dropped", "unknown"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One of last month's actions and what this month's sources say of it.

    `note` says in words what was found; `question` asks for what was not.
    """

    id: str
    action: str
    owner: str
    due: str
    due_raw: str
    answer: Answer
    evidence: tuple[str, ...] = ()
    note: str = ""
    question: str = ""


LedgerKind = Literal["ticket", "problem", "action"]
LedgerStatus = Literal["in_draft", "grouped", "omitted"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of a ticket, a problem or a last-month action: in the draft, grouped, or omitted."""

    entry: str
    kind: LedgerKind
    status: LedgerStatus
    items: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConflictClaim:
    """One side of a conflict: a value and the sentences that say it."""

    value: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree about a date, a state, a number or an owner; nobody has chosen yet."""

    about: str
    claims: tuple[ConflictClaim, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about a draft or an import: a stable code and a sentence."""

    code: str
    text: str


# --- drafts, decisions, signed reviews ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceRef:
    """How a draft names a source it was made from."""

    name: str
    sha256: str
    encoding: str


Writer = Literal["rules", "model", "mixed"]


@dataclass(frozen=True, slots=True)
class Draft:
    """The four sections before anybody decided, with all they rest on.

    `cited` holds every sentence that is named as evidence, by id, so that a draft can be read
    without its sources.
    """

    project: str
    month: str
    language: Language
    writer: Writer
    sources: tuple[SourceRef, ...]
    items: tuple[Item, ...]
    cited: Mapping[str, Sentence]
    follow_up: tuple[FollowUp, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()

    def section(self, key: SectionKey) -> tuple[Item, ...]:
        """The items of one section, in order."""
        return tuple(item for item in self.items if item.section == key)

    def awaiting(self) -> tuple[str, ...]:
        """The ids that need a person's word before the draft can be signed: every item, and each of
        last month's actions that the sources do not answer."""
        unanswered = (action.id for action in self.follow_up if action.answer == "unknown")
        return (*(item.id for item in self.items), *unanswered)


DecisionAction = Literal["accept", "edit", "needs_case", "reject", "confirm", "answer"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one item or one of last month's actions.

    `confirm` takes a blocked item on the person's own word (its claim becomes human). `answer` sets a
    follow-up's answer. `before` and `after` are the texts; `at` is an ISO time in UTC.
    """

    target: str
    action: DecisionAction
    by: str
    at: str
    before: str = ""
    after: str = ""
    answer: Answer | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SignedReview:
    """What a person has signed: the only thing exported, remembered and carried over.

    Made by `service.sign_off` alone. `items` and `follow_up` are as signed, after the decisions.
    `imported` marks a review written before Fupan that a person confirmed.
    """

    draft: Draft
    decisions: tuple[Decision, ...]
    items: tuple[Item, ...]
    follow_up: tuple[FollowUp, ...]
    signed_by: str
    signed_at: str
    imported: bool = False
