"""Scores as a table that shows what stands beside them: trivial readers, traps, n, and whose labels."""

from __future__ import annotations

from collections.abc import Sequence

from evals.vagueness.baselines import NAMES, baseline_flags
from evals.vagueness.labelled import Labelled
from evals.vagueness.scoring import Flags, interval, score, slices

WHOSE = "labels: by language models after evals/vagueness/GUIDE.md (rater_type: model), not by project managers"


def table(sets: Sequence[Labelled], flags: Flags, lang: str) -> str:
    """The scores of one language as text."""
    own = [one for one in sets if one.document.lang == lang]
    units = [unit for one in own for unit in one.units]
    vague = sum(unit.vague for unit in units)
    whole, low_high = score(own, flags), interval(own, flags)
    parts = slices(own, flags)
    lines = [
        f"{lang}: {len(own)} documents, {len(units)} units, {vague} vague ({vague / max(1, len(units)):.0%})",
        f"  critique      P {whole.precision:.3f}  R {whole.recall:.3f}  F1 {whole.f1:.3f}"
        f"  [{low_high[0]:.3f}, {low_high[1]:.3f}]",
    ]
    only_v = score(own, flags, "V")
    lines.append(
        f"  V checks only P {only_v.precision:.3f}  R {only_v.recall:.3f}  F1 {only_v.f1:.3f}"
    )
    for name in NAMES:
        other = score(own, baseline_flags(name, own))
        lines.append(
            f"  {name:<22} P {other.precision:.3f}  R {other.recall:.3f}  F1 {other.f1:.3f}"
        )
    for label, (right, of) in (
        ("decoy recall", parts.decoys),
        ("digit-free specificity", parts.digit_free),
        ("next-sentence specificity", parts.next_sentence),
        ("quoted specificity", parts.quoted),
        ("missing slot named", parts.slot_named),
    ):
        share = f"{right / of:.3f}" if of else "-"
        lines.append(f"  {label:<26} {share}  ({right}/{of})")
    for origin, (right, of) in parts.by_origin.items():
        lines.append(f"  flags by {origin:<8} {right} right of {of}")
    lines.append("  check: right, false, missed")
    lines += [
        f"    {check}: {hits:>4} {alarms:>4} {misses:>4}"
        for check, (hits, alarms, misses) in parts.by_check.items()
    ]
    return "\n".join(lines)


def with_scores(page: str, split: str, shown: str) -> str:
    """A page with the scores of a split between its marks, in place of what stood there."""
    begin, end = f"<!-- {split}: begin -->", f"<!-- {split}: end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n```text\n{shown}\n```\n\n{end}{after}"


def errors(sets: Sequence[Labelled], flags: Flags, check: str = "") -> str:
    """Each unit that is flagged wrongly or missed, for people who mend rules."""
    lines: list[str] = []
    for labelled in sets:
        for unit in labelled.units:
            flag = flags.get(unit.name)
            if (flag is not None) is unit.vague:
                continue
            said = ",".join(flag.checks) if flag else ""
            wanted = ",".join(unit.missing)
            if check and check not in (said + wanted):
                continue
            kind = "FALSE " if flag else "MISSED"
            words = " ".join(unit.words.split())
            lines.append(f"{kind} {unit.name} {said or wanted} [{unit.type}] {words}")
    return "\n".join(lines)
