"""`fupan critique`: drafts in, one report out, an exit code that says the same in every format."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from service.cli.language import person_language
from service.cli.reviews import read_review
from service.critique import Critique, CritiqueInputs, critique, inputs_of, proved_rulebook
from service.critique.report import (
    document_of,
    exit_code,
    failed_report,
    report,
    summary_line,
    text_lines,
    unread_document,
)
from service.errors import FupanError, InputError, Language, RuleError
from service.intake.decoding import decode
from service.intake.guard import check_bytes
from service.review import SEVERITIES, Case, Finding, Source
from service.settings import read_settings

if TYPE_CHECKING:
    from service.critique.model_pass import ModelReader

FindCases = Callable[[Sequence[Source]], Callable[[Finding], tuple[Case, ...]]]
_NO_RULES = "sha256:" + "0" * 64


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is handed in beside the drafts."""

    inputs: CritiqueInputs
    cases: Callable[[Finding], tuple[Case, ...]] | None
    model: ModelReader | None


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="drafts; - is standard input")
    parser.add_argument("--sources", action="append", default=[], type=Path, metavar="PATH")
    parser.add_argument("--last-month", type=Path, metavar="REVIEW.json")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--fail-level", choices=SEVERITIES, default="error")
    parser.add_argument(
        "--no-model", action="store_true", help="rules only, also when FUPAN_MODEL names a model"
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the text output")


def run(options: argparse.Namespace) -> int:
    """Critique the files of the command line; candidate cases come from the sources beside them."""
    return critique_files(
        options,
        stdout=sys.stdout,
        stderr=sys.stderr,
        language=person_language(),
        find_cases=_find_cases,
        model=None if options.no_model else _model(),
    )


def _model() -> ModelReader | None:
    """The model of FUPAN_MODEL with the answers kept in the person's cache; its libraries are loaded only
    where one is named."""
    settings = read_settings(os.environ)
    if not settings.model:
        return None
    from platformdirs import user_cache_path

    from service.critique.model_pass import ModelReader
    from service.llm import KeptAnswers
    from service.llm.configured import configured_model

    model = configured_model(settings)
    kept = KeptAnswers(user_cache_path("fupan") / "model-answers")
    return ModelReader(model, kept) if model else None


def _find_cases(sources: Sequence[Source]) -> Callable[[Finding], tuple[Case, ...]]:
    from service.recall import case_finder  # ranking is heavy; only sources need it

    return case_finder(sources)


def critique_files(
    options: argparse.Namespace,
    *,
    stdout: TextIO,
    stderr: TextIO,
    language: Language,
    find_cases: FindCases | None = None,
    model: ModelReader | None = None,
) -> int:
    """Critique every file. What cannot be read is named in the report and gives exit code 3."""
    said_in: Language = options.lang or language
    try:
        rules_hash = proved_rulebook().digest
        beside = _beside(options, find_cases, model)
    except RuleError as error:
        _print_failure(
            failed_report(error, _NO_RULES, said_in), error, options, stdout, stderr, said_in
        )
        return 2
    documents: list[dict[str, Any]] = []
    lines: list[str] = []
    for name in options.files:
        document, found = _one(name, beside, said_in)
        documents.append(document)
        if found is None:
            print(f"fupan: {document['error']['message']}", file=stderr)
        else:
            lines += text_lines(name, found.findings, said_in)
            if found.reading.failure is not None:
                print(f"fupan: {found.reading.failure.message(said_in)}", file=stderr)
    whole = report(documents, rules_hash)
    if options.format == "json":
        print(json.dumps(whole, ensure_ascii=False, indent=2), file=stdout)
    else:
        print("\n".join([*lines, summary_line(documents, said_in)]), file=stdout)
    return exit_code(whole, options.fail_level)


def _one(name: str, beside: _Beside, language: Language) -> tuple[dict[str, Any], Critique | None]:
    try:
        data = _read(name)
        text, _ = decode(data, name)
    except InputError as error:
        return unread_document(name, error, language), None
    found = critique(text, inputs=beside.inputs, model=beside.model)
    if beside.cases is not None:
        cases = beside.cases
        findings = tuple(replace(one, cases=tuple(cases(one))) for one in found.findings)
        found = replace(found, findings=findings)
    return document_of(name, data, found), found


def _read(name: str) -> bytes:
    """The bytes of a file or of standard input; refused like any source when they are no text."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(
            zh=f"{name} 读不出来（{error.strerror}）：请检查路径和权限。",
            en=f"{name} cannot be read ({error.strerror}): check its path and permissions.",
        ) from error
    check_bytes(data, name)
    return data


def _beside(
    options: argparse.Namespace, find_cases: FindCases | None, model: ModelReader | None
) -> _Beside:
    sources: tuple[Source, ...] = ()
    if options.sources:
        from service.intake import read_paths

        sources = read_paths(options.sources).sources
    last = read_review(options.last_month) if options.last_month else None
    cases = find_cases(sources) if sources and find_cases else None
    return _Beside(inputs_of(sources, last), cases, model)


def _print_failure(
    whole: dict[str, Any],
    error: FupanError,
    options: argparse.Namespace,
    stdout: TextIO,
    stderr: TextIO,
    language: Language,
) -> None:
    if options.format == "json":
        print(json.dumps(whole, ensure_ascii=False, indent=2), file=stdout)
    print(f"fupan: {error.message(language)}", file=stderr)
