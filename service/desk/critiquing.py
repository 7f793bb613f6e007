"""A draft that somebody wrote: critiqued, decided on finding by finding, mended sentence by sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from knowledge.rule_forms import Rulebook
from service.archive import Archive
from service.archive.critiques import version_conflict
from service.archive.records import (
    CritiqueVersion,
    FindingDecision,
    NewCritique,
    StoredCritique,
    TextEdit,
    WaiverGround,
)
from service.critique import critique, document_of, report
from service.critique.model_pass import ModelReader
from service.desk.comparing import Beside, Comparison
from service.desk.draft_texts import LONGEST, draft_text
from service.desk.handing_in import HandedIn, checked_month, checked_project
from service.desk.kept_findings import (
    extent_of,
    finding_in,
    finding_of,
    findings_in,
    findings_of,
    is_same,
    text_of,
    with_outcome,
)
from service.desk.text_summary import summarise
from service.errors import (
    BinaryInput,
    DecisionRefused,
    EmptyInput,
    InputTooLarge,
    InvalidRequest,
    Language,
)
from service.review import Finding

_LONGEST_REASON = 500
_LONGEST_NAME = 200
_GROUNDS: tuple[WaiverGround, ...] = ("has_evidence", "not_applicable", "other")


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft as it is handed in to be critiqued, with what it is to be compared with.

    `given` may hold texts of the month under `sources`, and last month's review (a document or its id)
    under `last_month`. `key` is a program's own key of the request.
    """

    handed: HandedIn
    project: str = ""
    month: str = ""
    language: Language | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: `remaining` are the findings that the mended sentence still has."""

    critique: StoredCritique
    edit: TextEdit
    remaining: tuple[Finding, ...]


class Critiques:
    """Everything a person or a program can do with a critique. Reached as `desk.critiques`."""

    def __init__(
        self,
        archive: Archive,
        now: Callable[[], datetime],
        model: ModelReader | None = None,
        rules: Rulebook | None = None,
    ) -> None:
        self._archive = archive
        self._rules = rules
        self._model = model
        self._comparison = Comparison(archive)
        self._now = now

    def begin(self, new: NewDraft) -> tuple[StoredCritique, bool]:
        """Critique a draft and keep it; False when the same request was here before.

        Raises InputError for what cannot be read, for a project without a month or the other way, and
        NotFound for an unknown review.
        """
        project, month = _project_and_month(new)
        text = draft_text(new.handed)
        beside = self.beside(project, month, new.given)
        version = self._version(1, text, new.handed, new.language, beside, {})
        language = version.report["result"]["documents"][0]["language"]
        kept = NewCritique(
            name=new.handed.name[:_LONGEST_NAME],
            project=project,
            month=month,
            language=new.language or language,
            given=new.given,
            key=new.key,
            sent=_digest(new, project, month),
        )
        critique_id, is_new = self._archive.critiques.add(kept, version)
        return self._archive.critiques.get(critique_id), is_new

    def get(self, critique_id: str) -> StoredCritique:
        """A critique in its newest version; raises NotFound."""
        return self._archive.critiques.get(critique_id)

    def beside(self, project: str, month: str, given: Mapping[str, Any]) -> Beside:
        """What a draft is compared with. Raises NotFound, InputError."""
        return self._comparison.beside(project, month, given)

    def decide(self, critique_id: str, decision: FindingDecision) -> StoredCritique:
        """Record a person's word on one finding of the present text; it is stored when this returns.

        Raises NotFound, DecisionRefused when the text has no such finding, InvalidRequest for a waiver
        without a ground or a reason.
        """
        stored = self.get(critique_id)
        finding = finding_of(stored, decision.fingerprint)
        if finding.suppressed is not None:
            raise DecisionRefused(
                zh="这一处已经在原文里用注释说明。要改，请编辑那一句。",
                en="The text itself answers this finding in a comment. Edit that sentence to change it.",
            )
        self._archive.critiques.add_decision(critique_id, _checked(decision, self._time()))
        return self.get(critique_id)

    def edit(
        self,
        critique_id: str,
        version: int,
        text: str,
        *,
        fingerprint: str = "",
        span: tuple[int, int] | None = None,
    ) -> Edited:
        """Put `text` in the place of a finding's sentence, or of a span of code points, and critique the
        whole again.

        The same edit of the same version twice is one edit. Raises NotFound, VersionConflict when the
        text was changed since that version, DecisionRefused for a finding that is not in it,
        EmptyInput, InvalidRequest.
        """
        stored = self.get(critique_id)
        read = self._archive.critiques.version(critique_id, version)
        before = text_of(read)
        start, end = span or extent_of(before, finding_in(read, fingerprint))
        if not 0 <= start <= end <= len(before):
            raise InvalidRequest(
                zh="要改的位置不在原文之内。", en="The span to be changed is not inside the text."
            )
        wanted = TextEdit(start, end, before[start:end], _checked_words(text, len(before)))
        if version != stored.current.version:
            last = stored.current.edit
            if version + 1 != stored.current.version or last is None or not is_same(last, wanted):
                raise version_conflict(version, stored.current.version)
            return Edited(stored, last, findings_in(findings_of(stored.current), last))
        if wanted.before == wanted.after:
            return Edited(stored, wanted, findings_in(findings_of(stored.current), wanted))
        after, done = self._next_version(stored, before, wanted)
        self._archive.critiques.add_version(critique_id, after)
        return Edited(self.get(critique_id), done, findings_in(findings_of(after), done))

    def _next_version(
        self, stored: StoredCritique, before: str, wanted: TextEdit
    ) -> tuple[CritiqueVersion, TextEdit]:
        text = before[: wanted.start] + wanted.after + before[wanted.end :]
        beside = self.beside(stored.project, stored.month, stored.given)
        known = {one.fingerprint: one for one in findings_of(stored.current)}
        handed = HandedIn(b"", stored.name)
        language: Language = "zh" if stored.language == "zh" else "en"
        after = self._version(stored.current.version + 1, text, handed, language, beside, known)
        done = with_outcome(wanted, tuple(known.values()), findings_of(after))
        return replace(after, edit=done), done

    def _version(
        self,
        number: int,
        text: str,
        handed: HandedIn,
        language: Language | None,
        beside: Beside,
        known: Mapping[str, Finding],
    ) -> CritiqueVersion:
        """`known` findings keep the cases that were found for them."""
        found = critique(
            text, language=language, inputs=beside.inputs, model=self._model, book=self._rules
        )
        findings = []
        for one in found.findings:
            before = known.get(one.fingerprint)
            cases = before.cases if before else tuple(beside.find_cases(one))
            findings.append(replace(one, cases=cases))
        found = replace(found, findings=tuple(findings))
        data = handed.data or text.encode()
        document = document_of(handed.name or "paste:1", data, found)
        return CritiqueVersion(number, text, report([document], found.rules_hash), summarise(text))

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


def _checked(decision: FindingDecision, at: str) -> FindingDecision:
    reason = " ".join(decision.reason.split())
    by = " ".join(decision.by.split())[:80]
    if decision.action != "waive":
        return FindingDecision(decision.fingerprint, decision.action, by=by, at=at)
    if decision.ground not in _GROUNDS or not reason:
        raise InvalidRequest(
            zh="要说明这一处不用改，请选一种情形并写明理由。",
            en="To waive a finding, choose a ground and give the reason.",
        )
    if len(reason) > _LONGEST_REASON:
        raise InvalidRequest(
            zh=f"理由最多 {_LONGEST_REASON} 个字。",
            en=f"The reason may have {_LONGEST_REASON} characters at most.",
        )
    return replace(decision, reason=reason, by=by, at=at)


def _checked_words(text: str, length: int) -> str:
    if "\x00" in text:
        raise BinaryInput(zh="改后的句子里有空字符。", en="The sentence holds a NUL character.")
    if not text.strip():
        raise EmptyInput(zh="改后的句子是空的。请写上内容。", en="The sentence is empty. Write it.")
    if length + len(text) > LONGEST:
        raise InputTooLarge(zh="改后超过一百万字。", en="That makes over a million characters.")
    return text.rstrip()


def _project_and_month(new: NewDraft) -> tuple[str, str]:
    if not new.project.strip() and not new.month.strip():
        return "", ""
    if not new.project.strip() or not new.month.strip():
        raise InvalidRequest(
            zh="要对照本月资料，项目和月份都要填；不对照就都留空。",
            en="To compare with a month's material give both project and month, or leave both empty.",
        )
    return checked_project(new.project), checked_month(new.month)


def _digest(new: NewDraft, project: str, month: str) -> str:
    said = [new.handed.name, project, month, new.language, dict(new.given)]
    raw = json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\x1f" + new.handed.data
    return hashlib.sha256(raw).hexdigest()
