"""The environment becomes one settings object, or an error that names the variable."""

from __future__ import annotations

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
    ],
)
def test_a_bad_value_is_refused_by_name(variable: str, value: str) -> None:
    """The message names the variable in both languages, so the operator knows what to mend."""
    with pytest.raises(InvalidRequest) as refused:
        read_settings({variable: value})
    assert variable in refused.value.zh
    assert variable in refused.value.en
