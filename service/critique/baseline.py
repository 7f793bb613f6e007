"""An earlier report as a baseline: what it found already is known and counts no more."""

from __future__ import annotations

import json
from pathlib import Path

from service.critique.report import SCHEMA
from service.documents.node import Fault, Node
from service.errors import InvalidRequest


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints of an earlier JSON report. What was suppressed then is not among them: without
    its reason it counts again. Raises InvalidRequest when the file is no such report."""
    try:
        document = json.loads(path.read_bytes())
        root = Node(document, "")
        root.at("schema").choice((SCHEMA,))
        return frozenset(
            finding.at("fingerprint").text()
            for one in root.at("result").at("documents").each()
            if one.maybe("error") is None
            for finding in one.at("findings").each()
            if finding.at("suppressed").value is None
        )
    except OSError as error:
        raise InvalidRequest(
            zh=f"读不到基线 {path}（{error.strerror}）：请检查路径。",
            en=f"The baseline {path} cannot be read ({error.strerror}): check its path.",
        ) from error
    except Fault as fault:
        raise InvalidRequest(
            zh=f"{path} 不是批注报告（{fault.path} {fault.zh}）：请用 --format json 的输出作基线。",
            en=f"{path} is no critique report ({fault}): use the output of --format json.",
        ) from fault
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(
            zh=f"{path} 不是 JSON：请用 --format json 的输出作基线。",
            en=f"{path} is not JSON: use the output of --format json.",
        ) from error
