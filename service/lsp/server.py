"""The server: what the editor tells goes to the reviewer, what the reviewer finds goes to the editor.

A change is critiqued when the writer pauses; a long text waits longer. What a newer change has
overtaken is not published. Everything slow runs beside the loop, so that the editor is never kept
waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from pathlib import PurePosixPath
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from service import __version__
from service.critique.positions import UNITS, Unit
from service.critique.rule_choice import RuleChoice
from service.errors import Language
from service.lsp.open_texts import OpenText
from service.lsp.reviewer import Reviewer

PAUSE = 0.2
"""Seconds without a change after which a text is critiqued."""
LONG_PAUSE = 1.0
LONG = 50_000
"""Code points from which a text is long."""
_RULE_FILES = "**/*.yaml"


def build_server(choice: RuleChoice, language: Language) -> LanguageServer:
    """A server that critiques by `choice`; `language` is that of an editor that tells none."""
    server = LanguageServer("fupan", __version__, protocol_cls=_Protocol)
    reviewer = Reviewer(choice, language)
    _Desk(server, reviewer).install()
    return server


def pause_for(length: int) -> float:
    """How long to wait for a further change of a text of that many code points."""
    return PAUSE if length < LONG else LONG_PAUSE


class _Protocol(LanguageServerProtocol):
    """The library's protocol without its own copy of the open texts: it moves the positions of a change
    into lines that it cuts otherwise than the editor (see `open_texts`)."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Hand the change on as it came."""
        handler = self.fm.features.get(types.TEXT_DOCUMENT_DID_CHANGE)
        if handler is not None:
            yield handler, (params,), None


class _Desk:
    """Answers the editor's messages."""

    def __init__(self, server: LanguageServer, reviewer: Reviewer) -> None:
        self._server = server
        self._reviewer = reviewer
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def install(self) -> None:
        """Tell the server who answers what."""
        kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix])
        self._answer(types.INITIALIZE, self._initialize)
        self._answer(types.INITIALIZED, self._initialized)
        self._answer(types.TEXT_DOCUMENT_DID_OPEN, self._did_open)
        self._answer(types.TEXT_DOCUMENT_DID_CHANGE, self._did_change)
        self._answer(types.TEXT_DOCUMENT_DID_SAVE, self._did_save)
        self._answer(types.TEXT_DOCUMENT_DID_CLOSE, self._did_close)
        self._answer(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._rules_changed)
        self._answer(types.TEXT_DOCUMENT_CODE_ACTION, self._actions, kinds)
        self._answer(types.TEXT_DOCUMENT_HOVER, self._hover)

    def _answer(
        self,
        method: str,
        handler: Callable[[Any], Awaitable[object]],
        options: object = None,
    ) -> None:
        """The library marks its handlers, and a bound method takes no mark; so it gets a function."""

        async def answer(params: Any) -> object:
            return await handler(params)

        self._server.feature(method, options)(answer)

    async def _initialize(self, params: types.InitializeParams) -> None:
        if params.locale:
            self._reviewer.language = "zh" if params.locale.lower().startswith("zh") else "en"

    async def _initialized(self, _: types.InitializedParams) -> None:
        """Ask to be told of changed rule files, where the editor can."""
        workspace = self._server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if not (watched and watched.dynamic_registration):
            return
        watcher = types.FileSystemWatcher(glob_pattern=_RULE_FILES)
        options = types.DidChangeWatchedFilesRegistrationOptions([watcher])
        registration = types.Registration(
            "rule-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
        )
        await self._server.client_register_capability_async(
            types.RegistrationParams([registration])
        )

    async def _did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        opened = params.text_document
        if _is_rule_file(opened.uri):
            return
        self._reviewer.opened(OpenText(opened.uri, opened.version, opened.text, self._unit()))
        self._look(opened.uri, pause=0.0)

    async def _did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._reviewer.changed(uri, params.text_document.version, params.content_changes)
        text = self._reviewer.open.get(uri)
        if text is not None:
            self._look(uri, pause=pause_for(len(text.text)))

    async def _did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        if _is_rule_file(params.text_document.uri):
            await self._rules_changed(None)
        else:
            self._look(params.text_document.uri, pause=0.0)

    async def _did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._reviewer.closed(uri)
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def _rules_changed(self, _: object) -> None:
        """A configuration or a rule may read otherwise now: look at every open text again."""
        self._reviewer.forget()
        for uri in list(self._reviewer.open):
            self._look(uri, pause=0.0)

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        text = self._reviewer.open.get(params.text_document.uri)
        if text is None:
            return []
        seen = await asyncio.to_thread(self._reviewer.see, text)
        return self._reviewer.actions(seen, params)

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        text = self._reviewer.open.get(params.text_document.uri)
        if text is None:
            return None
        seen = await asyncio.to_thread(self._reviewer.see, text)
        return self._reviewer.hover(seen, params.position)

    def _look(self, uri: str, *, pause: float) -> None:
        """Critique a text after a pause, unless a further change comes first."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._look_later(uri, pause))

    async def _look_later(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        text = self._reviewer.open.get(uri)
        if text is None:
            return
        seen = await asyncio.to_thread(self._reviewer.see, text)
        if self._reviewer.open.get(uri) is not text:
            return
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri, self._reviewer.diagnostics(seen), version=text.version
            )
        )

    def _unit(self) -> Unit:
        """What the editor and the server agreed to count columns in."""
        agreed = self._server.server_capabilities.position_encoding
        return next((unit for unit in UNITS if unit == agreed), "utf-16")


def _is_rule_file(uri: str) -> bool:
    return PurePosixPath(uri).suffix in (".yaml", ".yml")
