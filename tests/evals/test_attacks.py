"""The command that measures hostile files tells a wrong verdict, a slow refusal and a growing process."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals import attacks
from evals.attack_files import Attack, doctype, docx, formulas
from evals.attacks import MOST_CPU, MOST_GROWTH, main, measure
from evals.heavy_files import HEAVY

REFUSED = Attack("DOCTYPE", "a.docx", doctype, "unsafe-input")
READ = Attack("formulas", "a.xlsx", formulas, "")


def test_what_became_of_a_file_is_measured() -> None:
    """A refusal takes no child; a reading does, and its time is told."""
    refused, read = measure(REFUSED), measure(READ)
    assert (refused.verdict, refused.cpu_child, refused.sound) == ("unsafe-input", 0, True)
    assert (read.verdict, read.sound) == ("read", True)
    assert read.cpu_child > 0
    assert not replace(refused, verdict="read").sound
    assert not replace(read, verdict="unsafe-input").sound
    assert not replace(refused, cpu_here=MOST_CPU).sound
    assert not replace(refused, growth=MOST_GROWTH).sound


def test_the_command_fails_for_a_file_that_gets_through(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its exit code is that of the worst file, and the machine stands with the figures."""
    monkeypatch.setattr(attacks, "ATTACKS", (REFUSED, READ))
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert "| DOCTYPE |" in shown
    assert "CPUs, Python" in shown
    monkeypatch.setattr(attacks, "ATTACKS", (Attack("harmless", "a.docx", docx, "unsafe-input"),))
    assert main([]) == 1
    assert "**too much, or wrong**" in capsys.readouterr().out


@pytest.mark.parametrize("attack", HEAVY[:5], ids=[attack.what for attack in HEAVY[:5]])
def test_deep_files_do_no_harm(attack: Attack) -> None:
    """Read or refused; never an error that is not one of the house, never a process that grows."""
    assert measure(attack).growth < MOST_GROWTH
