"""What a person or a program can do here, in words of the domain; pages and API are thin above it.

Nothing is answered before it is stored. Times are ISO in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from knowledge.passages import PassageKind
from knowledge.rule_forms import Rulebook
from service import sign_off
from service.archive import Archive
from service.archive.records import Run, StoredDraft
from service.critique.model_pass import ModelReader
from service.desk.critiquing import Critiques
from service.desk.handing_in import (
    checked_month,
    checked_project,
    nothing_handed_in,
)
from service.desk.intake_desk import IntakeDesk
from service.desk.searching import Found, checked_number, checked_query, found_passage
from service.errors import (
    DecisionRefused,
    FupanError,
    InvalidRequest,
    Language,
    NotFound,
)
from service.recall import Recall
from service.review import Answer, Decision, DecisionAction, SignedReview
from service.runs import Intakes, Runs


class Desk(IntakeDesk):
    """The one door to archive, runs and sign-off for pages and API."""

    def __init__(
        self,
        archive: Archive,
        runs: Runs,
        intakes: Intakes,
        *,
        after_signing: Callable[[str, SignedReview], object] | None = None,
        recall: Recall | None = None,
        model: ModelReader | None = None,
        rules: Rulebook | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._recall = Recall(archive, None) if recall is None else recall
        super().__init__(archive, intakes, self._recall)
        self.runs = runs
        self._after_signing = after_signing
        self._now = now
        self.critiques = Critiques(archive, now, model, rules)

    def search(
        self,
        project: str,
        query: str,
        *,
        month: str | None = None,
        kind: PassageKind | None = None,
        k: int = 10,
    ) -> Found:
        """Find passages in everything handed in and signed of one project, or of one month of it.

        Raises EmptyInput for a blank query, InvalidRequest for one of over a thousand characters or
        another `k` than 1 to 50, WrongMonth.
        """
        project, query, k = checked_project(project), checked_query(query), checked_number(k)
        month = None if month is None else checked_month(month)
        hits = self._recall.search(project, query, month=month, kind=kind, k=k)
        names = self.archive.source_names(project) if hits else {}
        passages = (found_passage(hit, names) for hit in hits)
        return Found(project, query, tuple(one for one in passages if one is not None))

    def request_draft(
        self,
        project: str,
        month: str,
        *,
        language: Language | None = None,
        source_ids: Sequence[str] | None = None,
        last_review_id: str | None = None,
    ) -> Run:
        """Ask for a draft from the given sources, or from all of the month.

        Last month's review is the given one, or the project's latest signed one before the month.
        What is still being read is not waited for: `Run.left_out` names it. Raises EmptyInput without
        sources, NotFound for an unknown source or review, InvalidRequest for a source of another
        month, DecisionRefused while nothing of the month is read yet.
        """
        project = checked_project(project)
        month = checked_month(month)
        left_out = self.archive.intakes.being_read(project, month)
        ids = self._sources_for(project, month, source_ids)
        if last_review_id is not None:
            self.archive.review(last_review_id)
        else:
            latest = self.archive.latest_review_before(project, month)
            last_review_id = latest[0] if latest else None
        return self.runs.request(project, month, language, ids, last_review_id, left_out)

    def _sources_for(
        self, project: str, month: str, source_ids: Sequence[str] | None
    ) -> tuple[str, ...]:
        known = tuple(mark.id for mark in self.archive.source_marks(project, month))
        ids = known if source_ids is None else tuple(dict.fromkeys(source_ids))
        if not ids:
            raise self._nothing_yet(project, month)
        for source_id in set(ids) - set(known):
            self.archive.source_entry(source_id)
            raise InvalidRequest(
                zh=f"资料 {source_id} 不属于项目“{project}”的 {month}。",
                en=f"Source {source_id} is not of project “{project}” and month {month}.",
            )
        return ids

    def _nothing_yet(self, project: str, month: str) -> FupanError:
        reading = self.archive.intakes.being_read(project, month)
        if not reading:
            return nothing_handed_in()
        return DecisionRefused(
            zh=f"资料还在读取（{len(reading)} 份）。请等读完再起草。",
            en=f"The sources ({len(reading)}) are still being read. Ask for the draft when they are.",
        )

    def decide(
        self,
        draft_id: str,
        target: str,
        action: DecisionAction,
        *,
        by: str,
        text: str = "",
        answer: Answer | None = None,
        reason: str = "",
    ) -> StoredDraft:
        """Record a person's word on one item or action; it is stored when this returns.

        Raises NotFound, and DecisionRefused when the rules do not allow it now.
        """
        stored = self.archive.draft(draft_id)
        decision = Decision(
            target=target,
            action=action,
            by=by.strip(),
            at=self._time(),
            before=_text_of(stored, target),
            after=text.strip() if action == "edit" else "",
            answer=answer if action == "answer" else None,
            reason=reason.strip(),
        )
        sign_off.decide(stored.draft, stored.decisions, decision)
        self.archive.add_decision(draft_id, decision)
        return self.archive.draft(draft_id)

    def sign(self, draft_id: str, *, signed_by: str, accept_rest: bool) -> str:
        """Sign a draft off; the id of the signed review. Raises NotFound, DecisionRefused."""
        stored = self.archive.draft(draft_id)
        signed = sign_off.sign(
            stored.draft,
            stored.decisions,
            signed_by=signed_by,
            at=self._now(),
            accept_rest=accept_rest,
        )
        review_id = self.archive.save_review(draft_id, signed)
        if self._after_signing:
            self._after_signing(review_id, signed)
        return review_id

    def import_review(self, text: str, *, project: str, month: str, confirmed_by: str) -> str:
        """Load a review written before; the id of the signed review. Raises InputError."""
        signed = sign_off.import_review(
            text,
            project=checked_project(project),
            month=checked_month(month),
            confirmed_by=confirmed_by,
            at=self._now(),
        )
        return self.keep_review(signed)

    def keep_review(self, signed: SignedReview) -> str:
        """Store a signed review that came from outside, once; the id it has here."""
        for known in self.archive.reviews(signed.draft.project):
            same = (known.month, known.signed_by, known.signed_at)
            if same == (signed.draft.month, signed.signed_by, signed.signed_at):
                return known.id
        review_id = self.archive.save_review(None, signed)
        if self._after_signing:
            self._after_signing(review_id, signed)
        return review_id

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


def _text_of(stored: StoredDraft, target: str) -> str:
    for item in stored.draft.items:
        if item.id == target:
            return item.text
    for action in stored.draft.follow_up:
        if action.id == target:
            return action.action
    raise NotFound(
        zh=f"这份草稿里没有“{target}”这一条。请刷新页面后再试。",
        en=f"The draft has no item {target!r}. Reload the page and try again.",
    )
