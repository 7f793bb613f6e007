"""The environment becomes one settings object, or an error that names the variable."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from service.errors import InvalidRequest
from service.settings import VARIABLES, Settings, read_settings


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing set: data in ./data, port 8000, outside the image."""
    assert read_settings({}) == Settings(Path("data"), 8000, in_image=False, log_level="info")


def test_every_variable_reaches_its_field() -> None:
    """Each documented variable changes exactly the field it is documented for."""
    values = {
        "FUPAN_DATA": "/srv/fupan",
        "FUPAN_PORT": "9001",
        "FUPAN_IN_IMAGE": "1",
        "FUPAN_LOG_LEVEL": "Debug",
        "FUPAN_CRITIQUE_CONFIG": "/srv/critique.yaml",
        "FUPAN_MODEL": "qwen3",
        "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1",
        "OPENAI_API_KEY": "k",
        "FUPAN_MODEL_EXTRACTION": "small",
        "FUPAN_MODEL_DRAFTING": "big",
        "FUPAN_MODEL_CRITIQUE": "fast",
        "FUPAN_MODEL_PROVIDER": "anthropic",
        "FUPAN_MODEL_FORM": "plain",
        "FUPAN_MODEL_STREAM": "1",
        "FUPAN_MODEL_CONTEXT": "8192",
        "FUPAN_MODEL_DEADLINE": "300",
        "FUPAN_MODEL_CONCURRENCY": "2",
        "FUPAN_MODEL_RUN_TOKENS": "0",
        "FUPAN_MODEL_DAY_TOKENS": "1000000",
        "FUPAN_MODEL_RUN_MONEY": "1.5",
        "FUPAN_MODEL_DAY_MONEY": "20",
        "FUPAN_MODEL_PRICES": "2/8",
        "FUPAN_MASKING": "Block",
        "FUPAN_MASKED_NAMES": "青岚医院，王小明",
        "FUPAN_TOKEN_RANKS": "/srv/o200k_base.tiktoken",
    }
    assert set(values) == set(VARIABLES)
    for variable, value in values.items():
        changed = read_settings({variable: value})
        fields = Settings.__dataclass_fields__
        different = {name for name in fields if getattr(changed, name) != getattr(Settings(), name)}
        assert different == {VARIABLES[variable]}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FUPAN_PORT", "http"),
        ("FUPAN_PORT", "65536"),
        ("FUPAN_PORT", "-1"),
        ("FUPAN_PORT", "８０００"),
        ("FUPAN_IN_IMAGE", "maybe"),
        ("FUPAN_LOG_LEVEL", "loud"),
        ("FUPAN_MODEL_FORM", "yaml"),
        ("FUPAN_MODEL_STREAM", "maybe"),
        ("FUPAN_MODEL_CONTEXT", "999"),
        ("FUPAN_MODEL_CONTEXT", "9" * 30),
        ("FUPAN_MODEL_DEADLINE", "0"),
        ("FUPAN_MODEL_CONCURRENCY", "65"),
        ("FUPAN_MODEL_RUN_TOKENS", "-1"),
        ("FUPAN_MODEL_DAY_MONEY", "NaN"),
        ("FUPAN_MODEL_RUN_MONEY", "-1"),
        ("FUPAN_MODEL_PRICES", "2"),
        ("FUPAN_MODEL_PRICES", "2/x"),
        ("FUPAN_MASKING", "yes"),
    ],
)
def test_a_bad_value_is_refused_by_name(variable: str, value: str) -> None:
    """The message names the variable in both languages, so the operator knows what to mend."""
    with pytest.raises(InvalidRequest) as refused:
        read_settings({variable: value})
    assert variable in refused.value.zh
    assert variable in refused.value.en


def test_names_and_prices_are_read_as_they_are_written() -> None:
    """Names may be parted by either comma; prices are of what is sent and of what is answered."""
    settings = read_settings(
        {"FUPAN_MASKED_NAMES": "青岚医院，王小明, Ann Lee、", "FUPAN_MODEL_PRICES": "2.5/10"}
    )

    assert settings.masked_names == ("青岚医院", "王小明", "Ann Lee")
    assert settings.model_prices == (Decimal("2.5"), Decimal(10))
