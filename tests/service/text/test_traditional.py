"""Traditional characters are read as the simplified ones that cues are written in."""

from __future__ import annotations

from service.critique import critique
from service.critique.markup import readable
from service.text.traditional import SIMPLIFIED


def test_fold_keeps_length_and_leaves_simplified_text() -> None:
    """Offsets hold, and no simplified character is taken for a traditional one."""
    assert "溝通還不夠順暢，將儘快處理".translate(SIMPLIFIED) == "沟通还不够顺畅，将尽快处理"
    plain = "沟通还不够顺畅，著名的乾隆年间，台里周会，于是后来"
    assert plain.translate(SIMPLIFIED) == plain
    assert not set(SIMPLIFIED) & set(SIMPLIFIED.values())
    assert all(len(chr(one)) == 1 for one in SIMPLIFIED.values())


def test_finding_quotes_the_traditional_text() -> None:
    """A cue is found in traditional writing and quoted as it was written."""
    text = "本月與客戶溝通不夠順暢，影響了部分工作。"
    assert readable(text) == "本月与客户沟通不够顺畅,影响了部分工作。"
    found = [one for one in critique(text).findings if "V01" in (one.rule_id, *one.also)]
    assert [one.quote for one in found] == [text]
