"""`fupan critique`: drafts in, one report out, an exit code that says the same in every format."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from knowledge.rule_forms import Rulebook
from service.cli.language import person_language
from service.critique import CritiqueInputs, critique, inputs_of
from service.critique.configuration import Configured
from service.critique.effective import effective_configuration
from service.critique.outcome import (
    Outcome,
    ReadDocument,
    UnreadDocument,
    exit_code,
    with_known,
)
from service.critique.rule_choice import RuleChoice
from service.critique.writers import WRITERS
from service.errors import InputError, InvalidRequest, Language, RuleError
from service.finding import SEVERITIES, Case, Finding
from service.intake.decoding import decode
from service.intake.guard import check_bytes
from service.settings import read_settings

if TYPE_CHECKING:
    from service.critique.model_pass import ModelReader
    from service.review import Source

FindCases = Callable[["Sequence[Source]"], Callable[[Finding], tuple[Case, ...]]]
_NO_RULES = "sha256:" + "0" * 64
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is handed in beside the drafts; `known` are the fingerprints of the baseline."""

    inputs: CritiqueInputs
    cases: Callable[[Finding], tuple[Case, ...]] | None
    known: frozenset[str]
    model: ModelReader | None


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="drafts; - is standard input")
    parser.add_argument("--sources", action="append", default=[], type=Path, metavar="PATH")
    parser.add_argument("--last-month", type=Path, metavar="REVIEW.json")
    parser.add_argument("--format", choices=tuple(WRITERS), default="text")
    parser.add_argument("--fail-level", choices=SEVERITIES, default="error")
    parser.add_argument(
        "--no-model", action="store_true", help="rules only, also when FUPAN_MODEL names a model"
    )
    parser.add_argument(
        "--baseline", type=Path, metavar="REPORT.json", help="only what this report lacks counts"
    )
    parser.add_argument(
        "--config", type=Path, metavar="critique.yaml", help="in place of the nearest one"
    )
    parser.add_argument(
        "--print-config", action="store_true", help="print what is in force for FILE and stop"
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the report")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


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
    from service.llm.configured import configured_models

    kept = KeptAnswers(user_cache_path("fupan") / "model-answers")
    models = configured_models(settings, learned=kept)
    return ModelReader(models.at_large.critique, kept) if models else None


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
    """Critique every file and write the report. What cannot be read is named in it and gives exit
    code 3; rules or a configuration that cannot be trusted give 2."""
    said_in: Language = options.lang or language
    default = read_settings(os.environ).critique_config
    choice = RuleChoice(default=Path(default) if default else None, forced=options.config)
    if not options.files and not options.print_config:
        raise InvalidRequest(
            zh="请给出要批注的文件；- 表示标准输入。",
            en="Name the files to be critiqued; - is standard input.",
        )
    try:
        rules = {name: choice.of(_place(name)) for name in options.files or ["-"]}
    except RuleError as error:
        outcome = Outcome((), (), _NO_RULES, said_in, failure=error)
    else:
        if options.print_config:
            shown = {one.book.digest: effective_configuration(one) for one in rules.values()}
            _write("".join(shown.values()), options.output, stdout)
            return 0
        outcome = _outcome(options, said_in, rules, _beside(options, find_cases, model))
    for trouble in outcome.troubles:
        print(f"fupan: {trouble.message(said_in)}", file=stderr)
    _write(WRITERS[options.format](outcome), options.output, stdout)
    return exit_code(outcome, options.fail_level)


def _place(name: str) -> Path:
    """Where a document stands; standard input stands in the working directory."""
    return Path("stdin.md") if name == "-" else Path(name)


def _outcome(
    options: argparse.Namespace,
    language: Language,
    rules: Mapping[str, Configured],
    beside: _Beside,
) -> Outcome:
    documents = tuple(_one(name, rules[name].book, beside) for name in options.files)
    books = {one.book.digest: one.book for one in rules.values()}
    applied = {rule.id: rule for book in books.values() for rule in book.rules}
    return Outcome(
        documents,
        tuple(applied[rule_id] for rule_id in sorted(applied)),
        next(iter(books)) if len(books) == 1 else _joined(books),
        language,
        baseline=options.baseline is not None,
    )


def _joined(digests: Iterable[str]) -> str:
    """One name for the rules of documents that were read with different ones."""
    whole = "\0".join(sorted(digests)).encode()
    return f"sha256:{hashlib.sha256(whole).hexdigest()}"


def _one(name: str, book: Rulebook, beside: _Beside) -> ReadDocument | UnreadDocument:
    try:
        data = _read(name)
        text, _ = decode(data, name)
    except InputError as error:
        return UnreadDocument(name, error)
    found = critique(text, inputs=beside.inputs, model=beside.model, book=book)
    if beside.cases is not None:
        cases = beside.cases
        findings = tuple(replace(one, cases=tuple(cases(one))) for one in found.findings)
        found = replace(found, findings=findings)
    found = with_known(found, beside.known)
    digest = hashlib.sha256(data).hexdigest()
    return ReadDocument(name, digest, text, found, marked=data.startswith(_MARKS))


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
    last = None
    if options.last_month:
        from service.cli.reviews import read_review

        last = read_review(options.last_month)
    cases = find_cases(sources) if sources and find_cases else None
    known: frozenset[str] = frozenset()
    if options.baseline:
        from service.critique.baseline import read_baseline  # not loaded where none is given

        known = read_baseline(options.baseline)
    return _Beside(inputs_of(sources, last), cases, known, model)


def _write(text: str, output: Path | None, stdout: TextIO) -> None:
    """To the file or to standard output; raises InvalidRequest when the file cannot be written."""
    if output is None:
        stdout.write(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InvalidRequest(
            zh=f"写不到 {output}（{error.strerror}）：请换一个 --output。",
            en=f"{output} cannot be written ({error.strerror}): choose another --output.",
        ) from error
