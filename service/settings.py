"""The only reader of the environment: one frozen object, built once where the program is wired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.errors import InvalidRequest

_TRUE = frozenset({"1", "true", "yes", "on"})
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


VARIABLES: Mapping[str, str] = {
    "FUPAN_DATA": "data",
    "FUPAN_PORT": "port",
    "FUPAN_IN_IMAGE": "in_image",
    "FUPAN_LOG_LEVEL": "log_level",
    "FUPAN_CRITIQUE_CONFIG": "critique_config",
    "FUPAN_MODEL": "model",
    "OPENAI_BASE_URL": "model_url",
    "OPENAI_API_KEY": "model_key",
}
"""Each environment variable and the field it fills."""

LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` describes; what is not set keeps its default.

    Raises InvalidRequest naming the variable whose value cannot be used.
    """
    defaults = Settings()
    return Settings(
        data=Path(environment.get("FUPAN_DATA") or defaults.data),
        port=_port(environment.get("FUPAN_PORT") or str(defaults.port)),
        in_image=_flag("FUPAN_IN_IMAGE", environment.get("FUPAN_IN_IMAGE", "")),
        log_level=_log_level(environment.get("FUPAN_LOG_LEVEL") or defaults.log_level),
        critique_config=environment.get("FUPAN_CRITIQUE_CONFIG", "").strip(),
        model=environment.get("FUPAN_MODEL", "").strip(),
        model_url=environment.get("OPENAI_BASE_URL", "").strip(),
        model_key=environment.get("OPENAI_API_KEY", "").strip(),
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
    value = raw.strip().lower()
    if value in LOG_LEVELS:
        return value
    raise InvalidRequest(
        zh=f"FUPAN_LOG_LEVEL 应是 {'、'.join(LOG_LEVELS)} 之一，现在是“{raw}”。",
        en=f"FUPAN_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {raw!r}.",
    )
