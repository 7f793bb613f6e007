"""Related places (a problem and what should answer it) in the formats that can say them."""

from __future__ import annotations

import json
from dataclasses import replace

from service.critique import critique, proved_rulebook
from service.critique.outcome import Outcome, ReadDocument
from service.critique.writers import WRITERS
from service.review import Related, Suppression
from tests.service.critique.writers.rdjsonl_reader import read_lines
from tests.service.critique.writers.test_formats import code_points, sarif_of

TEXT = "问题😀一\r\n- 二期需求调研正在有序开展中。\r\n"


def outcome(**changes: object) -> Outcome:
    """One document whose only finding is changed."""
    found = critique(TEXT)
    (finding,) = found.findings
    found = replace(found, findings=(replace(finding, **changes),))  # type: ignore[arg-type]
    book = proved_rulebook()
    return Outcome((ReadDocument("a.md", "0" * 64, TEXT, found),), book.rules, book.digest, "zh")


def test_related_locations() -> None:
    """The related place is found again in each format's own units."""
    made = outcome(related=(Related(2, 4, "😀一", "problem"),))
    (result,) = sarif_of(WRITERS["sarif"](made))["results"]
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "problem"
    assert code_points(TEXT, related["physicalLocation"]["region"]) == "😀一"
    line = WRITERS["rdjsonl"](made)
    assert len(read_lines(line)) == 1
    (told,) = json.loads(line)["related_locations"]
    span = told["location"]["range"]
    assert span == {"start": {"line": 1, "column": 7}, "end": {"line": 1, "column": 14}}


def test_a_suppression_from_elsewhere_is_external() -> None:
    """What a person answered in the web form does not stand in the source."""
    made = outcome(suppressed=Suppression("王姐", "已有依据", "web"))
    (result,) = sarif_of(WRITERS["sarif"](made))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "已有依据"}]
