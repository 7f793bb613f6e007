"""The composition root: builds every object once and joins it with the next; `serve` runs it.

request -> gate (host, origin, size, language) -> pages or API -> desk -> runs, archive, sign-off
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Lifespan

from knowledge.rule_forms import Rulebook
from service import __version__
from service.api import routes
from service.archive import Archive
from service.critique.configuring import configured
from service.critique.model_pass import ModelReader
from service.desk import Desk
from service.error_responses import Answer, ErrorResponses
from service.errors import AddressRefused, FupanError, Language, RecallUnavailable
from service.gate import AnswerHeaders, BodyLimit, KnownHost, SameOrigin
from service.gate.headers import SECURITY_HEADERS
from service.llm import KeptAnswers
from service.llm.configured import configured_models
from service.recall import Recall, open_recall
from service.runs import Intakes, Runs
from service.settings import Settings
from service.web import pages
from service.web.error_page import error_page
from service.web.state import PageState, Sample

logger = logging.getLogger(__name__)

MAX_BODY = 40 * 1024 * 1024
"""The most bytes of one request; a single file or paste may have half of it."""

LOOPBACK = "127.0.0.1"
ALL_ADDRESSES = "0.0.0.0"  # noqa: S104 - only inside the image, see `check_address`

_EXAMPLES = Path(__file__).parent.parent / "knowledge" / "examples"
_SAMPLES: dict[Language, tuple[str, str, str]] = {
    "zh": ("青岚二院HIS", "2026-06", "qinglan-his"),
    "en": ("Brightwater ERP", "2026-06", "brightwater-erp"),
}


def create_app(settings: Settings, *, store_apart: bool = True) -> FastAPI:
    """The whole service over the data in `settings.data`; `store_apart` keeps the vector store in a
    process of its own.

    Raises StoreInUse when another process holds that directory, and RuleError when a critique rule
    or the configuration is malformed or fails its own examples: better no start than a critique that
    finds nothing.
    """
    path = settings.critique_config
    rules = configured(Path(path) if path else None).book
    with ExitStack() as opened:
        archive = opened.enter_context(Archive.open(settings.data))
        recall = opened.enter_context(open_recall(archive, settings.data, apart=store_apart))
        kept = KeptAnswers(settings.data / "model-answers")
        models = configured_models(settings, learned=kept)
        reader = ModelReader(models.at_large.critique, kept) if models else None
        return _assemble(archive, recall, opened.pop_all(), reader, rules)


def _assemble(
    archive: Archive,
    recall: Recall,
    opened: ExitStack,
    model: ModelReader | None,
    rules: Rulebook,
) -> FastAPI:
    """Joins the rooms; `opened` is closed when the service ends."""
    # The vector index follows the records in a thread of its own: nobody waits for it.
    memory = ThreadPoolExecutor(1, thread_name_prefix="memory")
    runs = Runs(
        archive,
        lambda project, month: partial(recall.similar_problems, project, month),
        rules=rules,
    )
    intakes = Intakes(archive, recall)
    desk = Desk(
        archive,
        runs,
        intakes,
        after_signing=partial(memory.submit, _noted, recall.index_review),
        recall=recall,
        model=model,
        rules=rules,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        runs.start()
        intakes.start()
        if not recall.available:
            memory.submit(_noted, recall.reindex)
        yield
        intakes.stop()
        runs.stop()
        memory.shutdown(cancel_futures=True)
        opened.close()

    return _web_app(desk, lifespan)


def _web_app(desk: Desk, lifespan: Lifespan[FastAPI]) -> FastAPI:
    """Pages and API over the desk, behind the gate."""
    errors = ErrorResponses(_error_page, SECURITY_HEADERS)
    app = FastAPI(
        title="Fupan 复盘",
        version=__version__,
        description="Drafts, critiques and signs off the monthly implementation review.",
        docs_url=None,  # the bundled pages would fetch scripts from a CDN
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(AnswerHeaders),
            Middleware(KnownHost, refuse=errors.answer),
            Middleware(SameOrigin, refuse=errors.answer),
            Middleware(BodyLimit, limit=MAX_BODY, refuse=errors.answer),
        ],
    )
    errors.install(app)
    routes.install(app, desk)
    pages.install(app, PageState(desk, _samples()))
    return app


def serve(settings: Settings, host: str = LOOPBACK, port: int | None = None) -> None:
    """Serve until stopped. Raises AddressRefused for an address that is not allowed."""
    check_address(host, in_image=settings.in_image)
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its plumbing is no news to anybody
    uvicorn.run(
        create_app(settings),
        host=host,
        port=settings.port if port is None else port,
        log_level=settings.log_level,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


def check_address(host: str, *, in_image: bool) -> None:
    """Only 127.0.0.1, since nobody logs in; inside the image 0.0.0.0, which is published there."""
    allowed = ALL_ADDRESSES if in_image else LOOPBACK
    if host in {allowed, LOOPBACK}:
        return
    raise AddressRefused(
        zh=f"本服务还没有登录，只在 {allowed} 上提供，不能绑定 {host}。",
        en=f"The service has no login yet and serves on {allowed} only, not on {host}.",
    )


def _noted(task: Callable[..., object], *given: object) -> None:
    """Does a task of the memory thread; nobody waits for it, so a failure goes to the log."""
    try:
        task(*given)
    except RecallUnavailable as error:
        logger.warning("%s", error)
    except Exception:
        # The outermost edge of that thread: the records are safe, only the index lags behind.
        logger.exception("the vector index could not be brought up to date")


def _error_page(request: Request, error: FupanError, answer: Answer) -> Response:
    title = answer.title(request.state.language)
    return error_page(request, error, title=title, status=answer.status)


def _samples() -> dict[Language, Sample]:
    found: dict[Language, Sample] = {}
    for language, (project, month, folder) in _SAMPLES.items():
        material = _EXAMPLES / folder / "month"
        if material.is_dir():
            found[language] = Sample(project, month, material)
    return found
