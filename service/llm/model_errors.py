"""The errors of the door, in both languages: what happened, and what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from service import errors
from service.llm.answers import Wrong
from service.llm.chat import Fault, FaultKind

_RULES_ZH = "规则的结果仍然有效。"
_RULES_EN = "what the rules found stands."
_WRONG: Mapping[Wrong, tuple[str, str]] = {
    "json": ("不是一个 JSON", "it is not one JSON value"),
    "schema": ("不合要求的结构", "it has another structure"),
    "meaning": ("内容不成立", "what it says cannot be"),
    "placeholder": ("含有来历不明的占位符", "it holds a placeholder of nothing"),
}


def of_fault(fault: Fault) -> errors.FupanError:
    """What a fault that is not tried again, or not any more, is to the caller."""
    why = fault.detail
    if fault.kind is FaultKind.QUOTA:
        return errors.ModelQuotaExhausted(
            zh=f"模型账户的额度不足（{why}）：请充值或换一个密钥；{_RULES_ZH}",
            en=f"The account of the model is empty ({why}): top it up or use another key; {_RULES_EN}",
        )
    if fault.kind is FaultKind.KEY:
        return errors.ModelMisconfigured(
            zh=f"模型服务不接受密钥（{why}）：请管理员检查 OPENAI_API_KEY；{_RULES_ZH}",
            en=f"The model's server does not accept the key ({why}): have OPENAI_API_KEY checked; "
            f"{_RULES_EN}",
        )
    if fault.kind is FaultKind.ADDRESS:
        return errors.ModelMisconfigured(
            zh=f"模型服务没有这个模型或地址（{why}）：请管理员检查 FUPAN_MODEL 和 OPENAI_BASE_URL；{_RULES_ZH}",
            en=f"The server has no such model or address ({why}): have FUPAN_MODEL and OPENAI_BASE_URL "
            f"checked; {_RULES_EN}",
        )
    if fault.kind is FaultKind.FORM:
        return errors.ModelMisconfigured(
            zh=f"模型服务不接受这样的请求（{why}）：请管理员换一种 FUPAN_MODEL_FORM 或换一个模型；{_RULES_ZH}",
            en=f"The server does not accept the request ({why}): have another FUPAN_MODEL_FORM or another "
            f"model set; {_RULES_EN}",
        )
    if fault.kind is FaultKind.TOO_LONG:
        return too_long(why)
    if fault.kind is FaultKind.FILTERED:
        return refused()
    if fault.kind is FaultKind.BUSY:
        return busy(why, fault.retry_after)
    return errors.ModelUnavailable(
        zh=f"模型没有回答（{why}）：请检查模型服务和地址，稍后再试；{_RULES_ZH}",
        en=f"The model did not answer ({why}): check its server and address, try again later; {_RULES_EN}",
    )


def busy(why: str, retry_after: float | None) -> errors.ModelBusy:
    """The server has too much to do, now and after the waits that a question has time for."""
    seconds = math.ceil(retry_after) if retry_after else 60
    return errors.ModelBusy(
        zh=f"模型服务繁忙（{why}）：请 {seconds} 秒后再试；{_RULES_ZH}",
        en=f"The model's server is busy ({why}): try again in {seconds} seconds; {_RULES_EN}",
        retry_after=float(seconds),
    )


def resting(seconds: float) -> errors.ModelBusy:
    """The circuit is open."""
    seconds = math.ceil(seconds)
    return errors.ModelBusy(
        zh=f"模型服务连续失败，暂停使用 {seconds} 秒：请检查模型服务，稍后再试；{_RULES_ZH}",
        en=f"The model's server failed several times in a row and rests for {seconds} seconds: check it, "
        f"try again later; {_RULES_EN}",
        retry_after=float(seconds),
    )


def too_long(why: str) -> errors.PromptTooLong:
    """More text than the model takes at once."""
    return errors.PromptTooLong(
        zh=f"内容超过了模型一次能读的长度（{why}）：请减少资料，或用上下文更长的模型；{_RULES_ZH}",
        en=f"This is more than the model reads at once ({why}): hand in less, or use a model with a longer "
        f"context; {_RULES_EN}",
    )


def refused() -> errors.ModelRefused:
    """The model or its provider refuses the content."""
    return errors.ModelRefused(
        zh=f"模型拒绝回答这些内容：这一部分请人工撰写；{_RULES_ZH}",
        en=f"The model refuses to answer this: let a person write this part; {_RULES_EN}",
    )


def incomplete(finish: str) -> errors.ModelIncomplete:
    """The answer was cut off."""
    return errors.ModelIncomplete(
        zh=f"模型的回答不完整（{finish}），没有采用：请减少内容后再试；{_RULES_ZH}",
        en=f"The model's answer is not complete ({finish}) and was not used: try again with less; "
        f"{_RULES_EN}",
    )


def malformed(wrong: Wrong) -> errors.ModelMalformed:
    """The answer has not the form asked for, also after the one repair."""
    zh, en = _WRONG[wrong]
    return errors.ModelMalformed(
        zh=f"模型的回答格式不对（{zh}），没有采用：请换一个模型或 FUPAN_MODEL_FORM；{_RULES_ZH}",
        en=f"The model's answer has not the form asked for ({en}) and was not used: use another model or "
        f"FUPAN_MODEL_FORM; {_RULES_EN}",
    )


def over_budget(budget: str) -> errors.BudgetExceeded:
    """A request would cost more than is left of a budget."""
    zh, en = {"run": ("本次运行", "run"), "day": ("今天", "day")}[budget]
    return errors.BudgetExceeded(
        zh=f"{zh}的模型预算已用完，没有再发送：请调高预算（FUPAN_MODEL_{en.upper()}_TOKENS、"
        f"FUPAN_MODEL_{en.upper()}_MONEY）或等下一次；{_RULES_ZH}",
        en=f"The model budget of this {en} is spent and nothing more was sent: raise "
        f"FUPAN_MODEL_{en.upper()}_TOKENS or FUPAN_MODEL_{en.upper()}_MONEY, or wait for the next; "
        f"{_RULES_EN}",
    )


def blocked(kinds: str) -> errors.SendingBlocked:
    """The text holds what must not leave, and the operator chose to send nothing then."""
    return errors.SendingBlocked(
        zh=f"内容含有不得外发的信息（{kinds}），没有发送给模型：请先删去，或改用遮盖（FUPAN_MASKING=mask）；{_RULES_ZH}",
        en=f"The text holds what must not leave ({kinds}) and was not sent to the model: remove it, or have "
        f"it masked (FUPAN_MASKING=mask); {_RULES_EN}",
    )


def masking_failed() -> errors.SendingBlocked:
    """Masking itself broke; without it nothing leaves."""
    return errors.SendingBlocked(
        zh=f"遮盖敏感信息时出错，所以没有发送给模型：请报告此问题；{_RULES_ZH}",
        en=f"Masking failed, so nothing was sent to the model: please report this; {_RULES_EN}",
    )
