"""Settings become models: one a stage, what is shared shared, and what cannot work is refused by name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.errors import BudgetExceeded, InvalidRequest, SendingBlocked
from service.llm.configured import configured_models
from service.settings import Settings
from tests.model_server import model_server, said
from tests.service.llm.doors import WHOLE, question


def test_no_model_without_a_name_and_a_key_that_is_not_shown() -> None:
    assert configured_models(Settings(model_url="http://127.0.0.1:9/v1")) is None
    settings = Settings(model="m", model_url="http://127.0.0.1:9/v1", model_key="secret-1")
    assert "secret-1" not in repr(settings)
    assert configured_models(settings) is not None


def test_each_stage_has_its_model_and_the_settings_reach_the_server() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        settings = Settings(
            model="big",
            model_extraction="small",
            model_url=server.address,
            model_key="k-1",
            model_form="plain",
            model_context=2_000,
        )
        models = configured_models(settings)
        assert models is not None
        stages = models.for_run()
        for stage in (stages.extraction, stages.drafting, stages.critique):
            stage.ask(question())
            assert stage.context == 2_000

    assert [one["model"] for one in server.requests] == ["small", "big", "big"]
    assert server.keys == ["Bearer k-1"] * 3
    assert all("response_format" not in one for one in server.requests)
    assert stages.extraction.name == f"small@{server.address}/"


def test_a_run_has_its_own_budget_and_what_belongs_to_none_has_the_days() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        settings = Settings(model="m", model_url=server.address, model_run_tokens=1)
        models = configured_models(settings)
        assert models is not None
        with pytest.raises(BudgetExceeded):
            models.for_run().drafting.ask(question())
        assert not server.requests
        models.at_large.critique.ask(question())


def test_masking_is_as_the_operator_set_it() -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        settings = Settings(
            model="m", model_url=server.address, masking="block", masked_names=("青岚",)
        )
        models = configured_models(settings)
        assert models is not None
        with pytest.raises(SendingBlocked):
            models.at_large.critique.ask(question("青岚医院"))
        assert not server.requests


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"model_url": "http://[::1"}, "OPENAI_BASE_URL"),
        ({"model_url": "127.0.0.1:11434/v1"}, "OPENAI_BASE_URL"),
        ({"model_day_money": Decimal(5)}, "FUPAN_MODEL_PRICES"),
        ({"token_ranks": Path("none")}, "FUPAN_TOKEN_RANKS"),
        ({"model_provider": "nobody"}, "FUPAN_MODEL_PROVIDER"),
    ],
)
def test_what_cannot_work_is_refused_by_its_name(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        configured_models(Settings(model="m", **changed))

    assert named in caught.value.zh
    assert named in caught.value.en


def test_each_request_is_a_line_of_the_log_without_words_or_keys(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with model_server(lambda request, n: said(WHOLE)) as server:
        address = server.address.replace("://", "://user:pass-1@")
        models = configured_models(Settings(model="m", model_url=address, model_key="secret-1"))
        assert models is not None
        with caplog.at_level("INFO", logger="service.llm"):
            models.at_large.critique.ask(question("资料"))

    lines = [one.getMessage() for one in caplog.records if one.name.startswith("service.llm")]
    assert len(lines) == 1
    assert lines[0].startswith(
        f"model request: words m@{server.address}/ json_schema attempt 1 whole, 12 + 7"
    )
    assert not [one for one in ("上线", "资料", "secret-1", "pass-1") if one in caplog.text]
