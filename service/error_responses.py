"""The one table from errors to HTTP answers, and the handlers that use it.

Under /api an error is `application/problem+json` (RFC 9457); anywhere else it is a page, made by
the function it is given. What the frameworks raise themselves (no such path, a method that is not
allowed, a body of the wrong form) goes through the same table, so nothing is left bare.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from service import errors
from service.errors import FupanError, Language

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """How one class of error is answered: the status, and a title in both languages."""

    status: int
    zh: str
    en: str

    def title(self, language: Language) -> str:
        """The title in the language of the reader."""
        return self.zh if language == "zh" else self.en


Page = Callable[[Request, FupanError, Answer], Response]
"""Makes the page that shows an error to a person."""


class MethodRefused(FupanError):
    """A path that exists, asked with a method it does not have."""

    code = "method-not-allowed"


class RequestFaulty(FupanError):
    """A request that the HTTP layer could not read."""

    code = "bad-request"


class Unexpected(FupanError):
    """A defect of the service itself."""

    code = "internal-error"


ANSWERS: Mapping[type[FupanError], Answer] = {
    errors.EmptyInput: Answer(422, "没有内容", "Nothing was handed in"),
    errors.InputTooLarge: Answer(413, "内容太大", "Too large"),
    errors.BinaryInput: Answer(415, "不是文本", "Not a text"),
    errors.UnsafeInput: Answer(422, "文件不安全", "Unsafe file"),
    errors.EncryptedInput: Answer(422, "文件有密码", "Password-protected"),
    errors.DamagedInput: Answer(422, "文件损坏", "Damaged file"),
    errors.UnsupportedInput: Answer(415, "不支持这种格式", "Form not read"),
    errors.ReadingStopped: Answer(422, "读取中止", "Reading stopped"),
    errors.ReadingCancelled: Answer(409, "已取消读取", "Reading cancelled"),
    errors.UnknownEncoding: Answer(422, "认不出编码", "Unknown encoding"),
    errors.UnreadableTable: Answer(422, "表格读不了", "Unreadable table"),
    errors.WrongMonth: Answer(422, "月份不对", "Wrong month"),
    errors.InvalidReview: Answer(422, "不是定稿的总结", "Not a signed review"),
    errors.InvalidRequest: Answer(422, "请求有误", "Invalid request"),
    errors.InputError: Answer(422, "内容用不了", "Unusable input"),
    errors.NotFound: Answer(404, "没有找到", "Not found"),
    errors.VersionConflict: Answer(409, "别处已修改", "Changed elsewhere"),
    errors.DecisionRefused: Answer(409, "现在还不能这样做", "Not possible now"),
    errors.RequestRefused: Answer(403, "请求被拒绝", "Request refused"),
    errors.AddressRefused: Answer(403, "地址被拒绝", "Address refused"),
    errors.StoreInUse: Answer(503, "数据正被占用", "Data in use"),
    errors.DiskFull: Answer(507, "磁盘已满", "Disk full"),
    errors.ArchiveUnavailable: Answer(503, "数据不可用", "Records unavailable"),
    errors.RecallUnavailable: Answer(503, "检索暂不可用", "Recall unavailable"),
    errors.ModelUnavailable: Answer(502, "模型没有回答", "The model did not answer"),
    errors.ModelBusy: Answer(503, "模型服务繁忙", "The model is busy"),
    errors.ModelQuotaExhausted: Answer(502, "模型额度不足", "The model's account is empty"),
    errors.ModelMisconfigured: Answer(502, "模型配置有误", "The model is set up wrongly"),
    errors.ModelIncomplete: Answer(502, "模型的回答不完整", "The model's answer is cut off"),
    errors.ModelMalformed: Answer(502, "模型的回答格式不对", "The model's answer has another form"),
    errors.ModelRefused: Answer(502, "模型没有给出回答", "The model gave no answer"),
    errors.PromptTooLong: Answer(422, "内容太长", "Too much for the model"),
    errors.BudgetExceeded: Answer(429, "模型预算已用完", "The model budget is spent"),
    errors.SendingBlocked: Answer(422, "没有发送给模型", "Not sent to the model"),
    errors.InvalidConfiguration: Answer(500, "检查配置有误", "Broken configuration of checks"),
    errors.RuleError: Answer(500, "检查规则有误", "Broken rule"),
    MethodRefused: Answer(405, "不支持这个方法", "Method not allowed"),
    RequestFaulty: Answer(400, "请求读不懂", "Unreadable request"),
    Unexpected: Answer(500, "服务出错", "The service failed"),
    FupanError: Answer(500, "服务出错", "The service failed"),
}
"""Error class to answer. A class that is not listed is answered like its nearest listed parent."""


def answer_for(error: FupanError) -> Answer:
    """The answer of the error's class, or of its nearest parent in the table."""
    return next(ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)


class ErrorResponses:
    """Makes the answer to an error: problem+json for programs, a page for people."""

    def __init__(self, page: Page, headers: Mapping[str, str]) -> None:
        self._page = page
        self._headers = headers

    def answer(
        self, request: Request, error: FupanError, details: list[dict[str, Any]] | None = None
    ) -> Response:
        """The answer to `error`; `details` are the single faults of a request, for programs."""
        answer = answer_for(error)
        if not _is_for_programs(request):
            return self._page(request, error, answer)
        return JSONResponse(
            problem(request, error, answer, details),
            status_code=answer.status,
            media_type="application/problem+json",
        )

    def install(self, app: FastAPI) -> None:
        """Registers the handlers with `app`."""
        app.add_exception_handler(FupanError, self._on_domain_error)
        app.add_exception_handler(HTTPException, self._on_http_error)
        app.add_exception_handler(RequestValidationError, self._on_invalid_request)
        app.add_exception_handler(Exception, self._on_unexpected)

    def _on_domain_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, FupanError)
        return self.answer(request, error)

    def _on_http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = self.answer(request, _translated(error))
        if error.headers:
            response.headers.update(error.headers)
        return response

    def _on_invalid_request(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [
            {"field": ".".join(str(part) for part in fault["loc"][1:]), "message": fault["msg"]}
            for fault in error.errors()
        ]
        named = "、".join(fault["field"] for fault in faults if fault["field"])
        listed = "; ".join(f"{fault['field'] or 'body'}: {fault['message']}" for fault in faults)
        invalid = errors.InvalidRequest(
            zh=f"请求里有字段缺失或取值不对：{named or '请求体'}。请对照接口说明 /openapi.json。",
            en=f"The request cannot be used: {listed}. See /openapi.json.",
        )
        return self.answer(request, invalid, faults)

    def _on_unexpected(self, request: Request, error: Exception) -> Response:
        logger.error("unexpected error at %s", request.url.path, exc_info=error)
        unexpected = Unexpected(
            zh="服务内部出错，已记入日志；已收下的资料和决定都还在。请稍后再试。",
            en="The service failed and logged it; sources and decisions it took are safe."
            " Try again.",
        )
        response = self.answer(request, unexpected)
        # This one answer is made outside of all middleware, so it brings the headers itself.
        response.headers.update(self._headers)
        return response


def problem(
    request: Request, error: FupanError, answer: Answer, details: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """The problem document of an error, in the reader's language; both are under `messages`."""
    language = _language(request)
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": answer.title(language),
        "status": answer.status,
        "code": error.code,
        "detail": error.message(language),
        "messages": {"zh": error.zh, "en": error.en},
        "instance": request.url.path,
    }
    if details:
        document["errors"] = details
    return document


def _translated(error: HTTPException) -> FupanError:
    if error.status_code == 404:
        return errors.NotFound(
            zh="没有这个地址。请从首页进入，或检查链接是否完整。",
            en="There is nothing at this address. Go in from the start page, or check the link.",
        )
    if error.status_code == 405:
        return MethodRefused(
            zh="这个地址不支持这种请求方法。",
            en="This address does not support that method.",
        )
    if error.status_code == 413:
        return errors.InputTooLarge(
            zh="提交的内容超过了大小上限。请分成几次提交。",
            en="This is over the size limit. Hand it in in several parts.",
        )
    if error.status_code >= 500:
        return Unexpected(zh="服务内部出错。请稍后再试。", en="The service failed. Try again.")
    return RequestFaulty(
        zh="请求的格式读不懂。请检查后重新提交。",
        en=f"The request cannot be read: {error.detail}",
    )


def _is_for_programs(request: Request) -> bool:
    path = request.url.path
    return path.startswith("/api/") or path in {"/healthz", "/openapi.json"}


def _language(request: Request) -> Language:
    language: Language = getattr(request.state, "language", "zh")
    return language
