"""A requested draft as a durable run.

A request is a row in the archive before anybody is answered; a worker thread then makes the draft.
A process that is killed leaves its rows behind, and the next start takes the unfinished ones up
again: making a draft changes nothing but its own rows, so beginning anew is safe.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence

from knowledge.rule_forms import Rulebook
from service import pipeline
from service.archive import Archive
from service.archive.records import Run
from service.errors import FupanError, Language
from service.recall import SimilarProblem

logger = logging.getLogger(__name__)

MOST_STARTS = 3
"""How often a draft is begun: one that ends the process each time is not tried for ever."""

SimilarIn = Callable[[str, str], Callable[[str], Sequence[SimilarProblem]]]
"""Given a project and a month: finds like problems in the project's earlier signed reviews."""


class Runs:
    """Takes requests for drafts and makes them, one after the other, in a thread of its own."""

    def __init__(
        self,
        archive: Archive,
        similar_in: SimilarIn | None = None,
        *,
        rules: Rulebook | None = None,
    ) -> None:
        self._archive = archive
        self._rules = rules
        self._similar_in = similar_in
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._ended = threading.Condition()
        self._worker: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work, first on what an earlier process left unfinished."""
        for run in self._archive.unfinished_runs():
            self._waiting.put(run.id)
        self._worker = threading.Thread(target=self._work, name="drafts", daemon=True)
        self._worker.start()

    def stop(self, patience: float = 5.0) -> None:
        """Finish the draft in hand within `patience` seconds; the rest waits in the archive."""
        self._waiting.put(None)
        if self._worker:
            self._worker.join(patience)

    def request(
        self,
        project: str,
        month: str,
        language: Language | None,
        source_ids: Sequence[str],
        last_review_id: str | None,
        left_out: Sequence[str] = (),
    ) -> Run:
        """Write the request down and queue it; the run is durable when this returns.

        `left_out` names what is still being read.
        """
        run = self._archive.add_run(
            project, month, language, tuple(source_ids), last_review_id, left_out
        )
        self._waiting.put(run.id)
        return run

    def wait(self, run_id: str, patience: float) -> Run:
        """The run, once it is done or failed, or as it stands after `patience` seconds."""
        with self._ended:
            self._ended.wait_for(lambda: _is_over(self._archive.run(run_id)), patience)
        return self._archive.run(run_id)

    def _work(self) -> None:
        while (run_id := self._waiting.get()) is not None:
            self._make(run_id)
            with self._ended:
                self._ended.notify_all()

    def _make(self, run_id: str) -> None:
        try:
            self._draft(self._archive.run(run_id))
        except FupanError as error:
            self._archive.update_run(run_id, state="failed", error=error)
        except Exception:
            # The outermost edge of the worker: one broken request must not stop all later ones.
            logger.exception("run %s failed", run_id)
            self._archive.update_run(run_id, state="failed", error=_unexpected())

    def _draft(self, run: Run) -> None:
        if _is_over(run):
            return
        archive = self._archive
        if archive.start_run(run.id).starts > MOST_STARTS:
            raise _gave_up()
        last = archive.review(run.last_review_id) if run.last_review_id else None
        draft = pipeline.draft_month(
            project=run.project,
            month=run.month,
            sources=[archive.source(source_id).source for source_id in run.source_ids],
            language=run.language,
            last_review=last,
            similar=self._similar_in(run.project, run.month) if self._similar_in else None,
            progress=lambda step: archive.update_run(run.id, state="running", step=step),
            spellings=archive.memory(run.project).spellings,
            rules=self._rules,
        )
        archive.save_draft(run.id, draft)


def _is_over(run: Run) -> bool:
    return run.state in {"done", "failed"}


def _gave_up() -> FupanError:
    return FupanError(
        zh=f"起草了 {MOST_STARTS} 次，每次服务都中途停止，不再自动重试。资料都还在；"
        "请减少资料后再试，或反馈这个问题。",
        en=f"This draft was begun {MOST_STARTS} times and the service ended each time, so it is not "
        "tried again by itself. The sources are safe; try with fewer of them, or report it.",
    )


def _unexpected() -> FupanError:
    return FupanError(
        zh="起草时服务内部出错，已记入日志；资料都还在。请再试一次，仍然失败请反馈。",
        en="The service failed while drafting and logged it; the sources are safe. Try again, and"
        " report it if it fails once more.",
    )
