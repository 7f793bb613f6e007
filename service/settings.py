"""The only reader of the environment: one frozen object, built once where the program is wired."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from service.errors import InvalidRequest

_TRUE = frozenset({"1", "true", "yes", "on"})
_MOST = 10**15
_FALSE = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose. Every field is described in `.env.example` under its variable."""

    data: Path = Path("data")
    port: int = 8000
    in_image: bool = False
    log_level: str = "info"
    critique_config: str = ""
    model: str = ""
    model_url: str = ""
    model_key: str = field(default="", repr=False)
    model_extraction: str = ""
    model_drafting: str = ""
    model_critique: str = ""
    model_provider: str = ""
    model_form: str = "auto"
    model_stream: bool = False
    model_context: int = 32_768
    model_deadline: int = 120
    model_concurrency: int = 4
    model_run_tokens: int = 2_000_000
    model_day_tokens: int = 20_000_000
    model_run_money: Decimal = Decimal(0)
    model_day_money: Decimal = Decimal(0)
    model_prices: tuple[Decimal, Decimal] | None = None
    masking: Literal["off", "mask", "block"] = "mask"
    masked_names: tuple[str, ...] = ()
    token_ranks: Path | None = None


VARIABLES: Mapping[str, str] = {
    "FUPAN_DATA": "data",
    "FUPAN_PORT": "port",
    "FUPAN_IN_IMAGE": "in_image",
    "FUPAN_LOG_LEVEL": "log_level",
    "FUPAN_CRITIQUE_CONFIG": "critique_config",
    "FUPAN_MODEL": "model",
    "OPENAI_BASE_URL": "model_url",
    "OPENAI_API_KEY": "model_key",
    "FUPAN_MODEL_EXTRACTION": "model_extraction",
    "FUPAN_MODEL_DRAFTING": "model_drafting",
    "FUPAN_MODEL_CRITIQUE": "model_critique",
    "FUPAN_MODEL_PROVIDER": "model_provider",
    "FUPAN_MODEL_FORM": "model_form",
    "FUPAN_MODEL_STREAM": "model_stream",
    "FUPAN_MODEL_CONTEXT": "model_context",
    "FUPAN_MODEL_DEADLINE": "model_deadline",
    "FUPAN_MODEL_CONCURRENCY": "model_concurrency",
    "FUPAN_MODEL_RUN_TOKENS": "model_run_tokens",
    "FUPAN_MODEL_DAY_TOKENS": "model_day_tokens",
    "FUPAN_MODEL_RUN_MONEY": "model_run_money",
    "FUPAN_MODEL_DAY_MONEY": "model_day_money",
    "FUPAN_MODEL_PRICES": "model_prices",
    "FUPAN_MASKING": "masking",
    "FUPAN_MASKED_NAMES": "masked_names",
    "FUPAN_TOKEN_RANKS": "token_ranks",
}
"""Each environment variable and the field it fills."""

MODEL_FORMS = ("auto", "json_schema", "json_object", "tool_call", "plain")
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` describes; what is not set keeps its default.

    Raises InvalidRequest naming the variable whose value cannot be used.
    """
    defaults = Settings()

    def text(variable: str) -> str:
        return environment.get(variable, "").strip()

    def number(variable: str, least: int, most: int) -> int:
        default = getattr(defaults, VARIABLES[variable])
        return _number(variable, text(variable) or str(default), least, most)

    return Settings(
        data=Path(environment.get("FUPAN_DATA") or defaults.data),
        port=_port(environment.get("FUPAN_PORT") or str(defaults.port)),
        in_image=_flag("FUPAN_IN_IMAGE", environment.get("FUPAN_IN_IMAGE", "")),
        log_level=_log_level(environment.get("FUPAN_LOG_LEVEL") or defaults.log_level),
        critique_config=environment.get("FUPAN_CRITIQUE_CONFIG", "").strip(),
        model=text("FUPAN_MODEL"),
        model_url=text("OPENAI_BASE_URL"),
        model_key=text("OPENAI_API_KEY"),
        model_extraction=text("FUPAN_MODEL_EXTRACTION"),
        model_drafting=text("FUPAN_MODEL_DRAFTING"),
        model_critique=text("FUPAN_MODEL_CRITIQUE"),
        model_provider=text("FUPAN_MODEL_PROVIDER"),
        model_form=_one_of("FUPAN_MODEL_FORM", text("FUPAN_MODEL_FORM") or "auto", MODEL_FORMS),
        model_stream=_flag("FUPAN_MODEL_STREAM", text("FUPAN_MODEL_STREAM")),
        model_context=number("FUPAN_MODEL_CONTEXT", 1_000, _MOST),
        model_deadline=number("FUPAN_MODEL_DEADLINE", 1, 3_600),
        model_concurrency=number("FUPAN_MODEL_CONCURRENCY", 1, 64),
        model_run_tokens=number("FUPAN_MODEL_RUN_TOKENS", 0, _MOST),
        model_day_tokens=number("FUPAN_MODEL_DAY_TOKENS", 0, _MOST),
        model_run_money=_money("FUPAN_MODEL_RUN_MONEY", text("FUPAN_MODEL_RUN_MONEY")),
        model_day_money=_money("FUPAN_MODEL_DAY_MONEY", text("FUPAN_MODEL_DAY_MONEY")),
        model_prices=_prices(text("FUPAN_MODEL_PRICES")),
        masking=_masking(text("FUPAN_MASKING") or "mask"),
        masked_names=_names(text("FUPAN_MASKED_NAMES")),
        token_ranks=Path(text("FUPAN_TOKEN_RANKS")) if text("FUPAN_TOKEN_RANKS") else None,
    )


def _port(raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 0 <= int(raw) <= 65535:
        return int(raw)
    raise InvalidRequest(
        zh=f"FUPAN_PORT 应是 0 到 65535 之间的整数，现在是“{raw}”。",
        en=f"FUPAN_PORT must be a whole number from 0 to 65535, not {raw!r}.",
    )


def _flag(variable: str, raw: str) -> bool:
    value = raw.strip().lower()
    if value in _TRUE or value in _FALSE:
        return value in _TRUE
    raise InvalidRequest(
        zh=f"{variable} 应是 1 或 0，现在是“{raw}”。",
        en=f"{variable} must be 1 or 0, not {raw!r}.",
    )


def _log_level(raw: str) -> str:
    return _one_of("FUPAN_LOG_LEVEL", raw.strip().lower(), LOG_LEVELS)


def _one_of(variable: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    raise InvalidRequest(
        zh=f"{variable} 应是 {'、'.join(allowed)} 之一，现在是“{value}”。",
        en=f"{variable} must be one of {', '.join(allowed)}, not {value!r}.",
    )


def _masking(raw: str) -> Literal["off", "mask", "block"]:
    value = _one_of("FUPAN_MASKING", raw.lower(), ("off", "mask", "block"))
    return "off" if value == "off" else "block" if value == "block" else "mask"


def _number(variable: str, raw: str, least: int, most: int) -> int:
    if raw.isascii() and raw.isdigit() and len(raw) < 20 and least <= int(raw) <= most:
        return int(raw)
    raise InvalidRequest(
        zh=f"{variable} 应是 {least} 到 {most} 之间的整数，现在是“{raw}”。",
        en=f"{variable} must be a whole number from {least} to {most}, not {raw!r}.",
    )


def _money(variable: str, raw: str) -> Decimal:
    try:
        value = Decimal(raw or 0)
    except InvalidOperation:
        value = Decimal(-1)
    if value.is_finite() and value >= 0:
        return value
    raise InvalidRequest(
        zh=f"{variable} 应是不小于 0 的数，现在是“{raw}”。",
        en=f"{variable} must be a number of at least 0, not {raw!r}.",
    )


def _prices(raw: str) -> tuple[Decimal, Decimal] | None:
    """Of a million tokens sent and a million answered, as `2.5/10`."""
    if not raw:
        return None
    prompt, slash, answer = raw.partition("/")
    if not slash:
        raise InvalidRequest(
            zh=f"FUPAN_MODEL_PRICES 应写成“输入价/输出价”（每百万 token），如 2/8，现在是“{raw}”。",
            en=f"FUPAN_MODEL_PRICES must be two prices of a million tokens, sent and answered, such as 2/8, "
            f"not {raw!r}.",
        )
    return _money("FUPAN_MODEL_PRICES", prompt), _money("FUPAN_MODEL_PRICES", answer)


def _names(raw: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split("[,，、;；]", raw) if name.strip())
