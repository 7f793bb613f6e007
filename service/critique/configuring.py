"""Rules as a `critique.yaml` makes them: what an organisation or a team changes about the checks.

Reading finds every fault at once, each with `path:line`. The changed rules are proved on their own
examples like the shipped ones: a team's term or cue under which a check fails them is refused. What was
proved is kept for the next process.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from knowledge.errors import InvalidRules
from knowledge.rule_forms import SECTION_IDS, SEVERITIES, TONGUES, Rule, Rulebook
from knowledge.rule_nodes import Entry, Problems, read_entry
from knowledge.rule_patterns import read_patterns
from knowledge.rulebook import RULES, read_rules
from knowledge.wordings import Wordings, together
from service.critique.configuration import SCHEMA, CheckChange, Configuration, Configured
from service.critique.kept_rules import keep_rulebook, kept_rulebook, rules_name
from service.critique.proof import prove
from service.critique.reading import proved_rulebook
from service.errors import InvalidConfiguration, RuleError

LEVELS = ("on", "off", *SEVERITIES)
"""What a check may be set to: as shipped, not at all, or with another severity."""
_SECTIONS = tuple(section for section in SECTION_IDS if section != "any")


def configured(path: Path | None) -> Configured:
    """The rules as the configuration at `path` makes them; the shipped ones without a path.

    Raises InvalidConfiguration with every fault of the file and of the rules it names.
    """
    if path is None:
        return Configured(Configuration(), proved_rulebook())
    try:
        return _configured(path)
    except InvalidRules as error:
        raise _refusal(path, str(error)) from error
    except OSError as error:
        raise _refusal(path, f"{error.filename}: {error.strerror}") from error
    except InvalidConfiguration:
        raise
    except RuleError as error:
        raise InvalidConfiguration(
            zh=f"在 {path} 的配置下：{error.zh}", en=f"Under {path}: {error.en}"
        ) from error


def _configured(path: Path) -> Configured:
    problems = Problems()
    entry = read_entry(path, path.as_posix(), problems)
    if entry is None:
        raise _faulty(path, problems)
    fields = entry.fields(("schema",), ("rules", "sections", "terms", "checks"))
    if "schema" in fields and fields["schema"].text() != SCHEMA:
        problems.add(fields["schema"], f"the schema is not {SCHEMA}")
    folder = _folder(path, fields["rules"]) if "rules" in fields else None
    name = _name(path, folder)
    kept = kept_rulebook(name)
    book = kept or (proved_rulebook() if folder is None else read_rules(RULES, folder))
    terms = read_patterns(fields["terms"], ()) if "terms" in fields else None
    configuration = Configuration(
        path=path,
        rules=folder,
        sections=_sections(fields["sections"]) if "sections" in fields else (),
        checks=_checks(fields["checks"], book) if "checks" in fields else {},
        terms=_written(fields["terms"]) if "terms" in fields else {},
    )
    if problems.found:
        raise _faulty(path, problems)
    if kept is not None:
        return Configured(configuration, kept)
    rules = tuple(_changed(rule, configuration, terms) for rule in book.rules)
    digest = hashlib.sha256(f"{book.digest}\0".encode() + path.read_bytes()).hexdigest()
    book = replace(book, rules=rules, digest=f"sha256:{digest}")
    prove(book)
    keep_rulebook(name, book)
    return Configured(configuration, book)


def _name(path: Path, folder: Path | None) -> str:
    """The name under which the proved rules are kept: a hash of all they are made of."""
    digest = hashlib.sha256(f"{rules_name()} {folder}".encode() + b"\0" + path.read_bytes())
    for own in sorted(folder.glob("*.yaml")) if folder else ():
        digest.update(b"\0" + own.name.encode() + b"\0" + own.read_bytes())
    return digest.hexdigest()


def _folder(path: Path, entry: Entry) -> Path:
    """A folder named from the place of the configuration."""
    folder = (path.parent / entry.text()).resolve()
    if not folder.is_dir():
        entry.problems.add(entry, f"no folder {folder.as_posix()}")
        raise _faulty(path, entry.problems)
    return folder


def _sections(entry: Entry) -> tuple[str, ...]:
    found = tuple(one.choice(_SECTIONS) for one in entry.entries())
    if not found:
        entry.problems.add(entry, "name at least one section")
    return found


def _checks(entry: Entry, book: Rulebook) -> dict[str, CheckChange]:
    rules = {rule.id: rule for rule in book.rules}
    changes: dict[str, CheckChange] = {}
    for identity, change in entry.mapping().items():
        if identity not in rules:
            change.problems.add(change, f"there is no check “{identity}”")
        else:
            changes[identity] = _change(change, rules[identity])
    return changes


def _change(entry: Entry, rule: Rule) -> CheckChange:
    if not entry.is_mapping():
        return CheckChange(_level(entry))
    fields = entry.fields((), ("severity", "sections", "cues"))
    if "sections" in fields and rule.scope == "document":
        entry.problems.add(fields["sections"], f"{rule.id} reads the whole review")
    if "cues" in fields and rule.cues is None and rule.maybe is None:
        entry.problems.add(fields["cues"], f"{rule.id} looks for what is missing and has no cues")
    return CheckChange(
        level=_level(fields["severity"]) if "severity" in fields else "on",
        sections=_sections(fields["sections"]) if "sections" in fields else (),
        cues=read_patterns(fields["cues"], ()) if "cues" in fields else None,
        words=_written(fields["cues"]) if "cues" in fields else {},
    )


def _level(entry: Entry) -> str:
    return entry.choice(LEVELS)


def _written(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Wordings as they were written, for showing them; their faults are found where they are read."""
    quiet = replace(entry, problems=Problems())
    found: dict[str, tuple[str, ...]] = {}
    for tongue, words in quiet.fields((), TONGUES).items():
        texts = (
            f"re:{one.fields(('re',))['re'].text()}" if one.is_mapping() else one.text()
            for one in words.entries()
        )
        found[tongue] = tuple(texts)
    return found


def _changed(rule: Rule, configuration: Configuration, terms: Wordings | None) -> Rule:
    """The rule as the configuration wants it."""
    change = configuration.checks.get(rule.id, CheckChange())
    if terms is not None:
        rule = replace(rule, exceptions=together(rule.exceptions, terms))
    if change.cues is not None:
        rule = replace(rule, cues=together(rule.cues, change.cues))
    if change.level in SEVERITIES:
        rule = replace(rule, severity=change.level, default="on")
    elif change.level == "off":
        rule = replace(rule, default="off")
    for allowed in (change.sections, configuration.sections):
        if allowed and rule.scope != "document":
            rule = _within(rule, allowed)
    return rule


def _within(rule: Rule, allowed: tuple[str, ...]) -> Rule:
    """The rule in some sections only; off where none of its own is left."""
    kept = allowed if "any" in rule.sections else [one for one in rule.sections if one in allowed]
    return replace(rule, sections=tuple(kept)) if kept else replace(rule, default="off")


def _faulty(path: Path, problems: Problems) -> InvalidConfiguration:
    return _refusal(path, "\n".join(str(problem) for problem in problems.found))


def _refusal(path: Path, faults: str) -> InvalidConfiguration:
    return InvalidConfiguration(
        zh=f"配置 {path} 用不了，请修改：\n{faults}",
        en=f"The configuration {path} cannot be used; mend it:\n{faults}",
    )
