"""Tokens: exact by ranks whose hash is right, else an estimate that says so; nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidRequest
from service.llm.token_counts import MARGIN, TokenCounter, estimated_tokens


def _ranks(folder: Path) -> tuple[Path, str]:
    """Ranks made up here: every byte, and a few pieces that are longer."""
    pieces = [bytes([one]) for one in range(256)] + [b"ab", "上".encode()[:2], "上".encode()]
    lines = [f"{base64.b64encode(one).decode()} {rank}" for rank, one in enumerate(pieces)]
    path = folder / "ranks"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def test_with_ranks_the_count_is_exact(tmp_path: Path) -> None:
    path, sha256 = _ranks(tmp_path)
    counter = TokenCounter(path, sha256=sha256)

    assert (counter.count("ab").count, counter.count("ab").exact) == (1, True)
    assert counter.count("上线").count == 4  # 上 is one piece, 线 three bytes
    assert counter.count("").count == 0
    assert counter.count("<|endoftext|>").count == 13  # what people paste is never a command


def test_a_file_that_is_not_the_ranks_is_refused_by_the_name_of_its_setting(tmp_path: Path) -> None:
    path, _ = _ranks(tmp_path)
    for wrong in (path, tmp_path / "none"):
        with pytest.raises(InvalidRequest, match="FUPAN_TOKEN_RANKS"):
            TokenCounter(wrong)


def test_without_ranks_the_count_is_an_estimate_with_its_margin() -> None:
    tokens = TokenCounter().count("接口联调")

    assert not tokens.exact
    assert tokens.count >= estimated_tokens("接口联调") * MARGIN


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("接口联调本周完成，遗留问题三个。", 12),
        ("The interface was tested by Wang Lei on June 9.", 12),
        ("2026-06-30 18:00", 10),
        ("😀😀😀😀", 4),
        ("こんにちは", 1),
    ],
)
def test_an_estimate_with_its_margin_is_not_short_of_what_o200k_counts(
    text: str, tokens: int
) -> None:
    """The numbers on the right were counted with the real ranks."""
    assert TokenCounter().count(text).count >= tokens


@given(st.text(max_size=200), st.text(max_size=50))
def test_more_text_is_never_fewer_tokens_by_much(text: str, more: str) -> None:
    """Words that join at the seam may count less, never more than one word's worth."""
    assert estimated_tokens(text + more) >= estimated_tokens(text) - 1.25
