"""The JSON of a model's answer, read strictly: nothing that is cut, doubled or not asked for is mended."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOST_FAULTS = 5
_LONGEST_FAULT = 200


Wrong = Literal["json", "schema", "meaning", "placeholder"]


class NotInForm(Exception):
    """An answer that cannot be used. `wrong` says in what way, without words of the model; `faults` tell the
    model what to mend."""

    def __init__(self, wrong: Wrong, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.wrong = wrong
        self.faults = tuple(fault[:_LONGEST_FAULT] for fault in faults[:_MOST_FAULTS])


def json_of(text: str) -> Any:
    """The one JSON value of an answer, without a thought before it and a fence round it.

    Raises NotInForm for anything else: cut text, two values, a key twice, NaN, half a surrogate pair.
    """
    try:
        value = json.loads(
            _bare(text), object_pairs_hook=_without_doubles, parse_constant=_no_constant
        )
    except RecursionError:
        raise NotInForm("json", "the JSON is nested too deeply") from None
    except ValueError as error:
        raise NotInForm("json", f"this is not one JSON value: {error}") from error
    if _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise NotInForm("json", "a string holds half a surrogate pair")
    return value


def hold_to_schema(value: Any, schema: Mapping[str, Any]) -> None:
    """Raises NotInForm, naming place and fault, for a value that is not of the schema."""
    import jsonschema  # 50 ms: only where a model has answered

    validator = jsonschema.Draft202012Validator(schema)
    faults = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    if faults:
        raise NotInForm("schema", *faults)


def _bare(text: str) -> str:
    text = _THOUGHT.sub("", text, count=1).strip()
    if text.startswith(("{", "[")):
        return text
    fences = list(_FENCE.finditer(text))
    if (
        len(fences) != 2
    ):  # prose without a fence, or more than one block: which one is meant is a guess
        return text
    inside = text[fences[0].end() : fences[1].start()]
    first, _, rest = inside.partition("\n")
    return rest if first.strip().isalnum() or not first.strip() else inside


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
