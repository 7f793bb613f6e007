"""What a careful writer may make of a sentence is let pass: other words, another order, all of it true."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.service.grounding.judged import judged

PAIRS = yaml.safe_load((Path(__file__).parent / "paraphrases.yaml").read_text(encoding="utf-8"))


def test_there_are_pairs_in_both_languages() -> None:
    """The file is not empty, nor all of one language."""
    assert len(PAIRS) > 100
    assert any(not pair["text"].isascii() for pair in PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_a_true_paraphrase_is_supported(pair: dict[str, str]) -> None:
    """No check is alarmed at it."""
    verdict = judged(pair["text"], pair["source"])
    assert verdict.status == "supported", verdict.doubts
