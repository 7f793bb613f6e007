"""Each rule proves itself on its own examples, through the engine that uses it.

A rule that does not fire where its file says it must, or fires where it must not, is refused with the
file and line of the example: a rule that is loaded and finds nothing looks like clean text.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.errors import InvalidRules
from knowledge.rule_forms import Example, Rule, Rulebook
from knowledge.rulebook import read_rulebook
from service.critique.document_checks import document_findings
from service.critique.engine import find_hits
from service.critique.inputs import CritiqueInputs, LastAction, OpenTicket
from service.critique.item_types import type_items
from service.critique.segments import segment
from service.errors import RuleError


def read_and_prove() -> Rulebook:
    """The shipped rules, held to their examples. Raises RuleError with every fault."""
    try:
        book = read_rulebook()
    except InvalidRules as error:
        raise RuleError(
            zh=f"批注规则文件有错：\n{error}", en=f"Bad critique rules:\n{error}"
        ) from error
    prove(book)
    return book


def prove(book: Rulebook) -> int:
    """Run every example of every rule; the number of examples run. Raises RuleError."""
    faults = [
        fault
        for rule in book.rules
        for example in rule.examples
        if (fault := _fault(book, rule, example))
    ]
    if faults:
        listed = "\n".join(faults)
        raise RuleError(
            zh=f"批注规则没有通过自己的例子，请修改后再启动：\n{listed}",
            en=f"Critique rules fail their own examples; mend them and start again:\n{listed}",
        )
    return sum(len(rule.examples) for rule in book.rules)


def _fault(book: Rulebook, rule: Rule, example: Example) -> str:
    fired = fires(book, rule, example)
    if fired is example.fires:
        return ""
    verdict = "fired" if fired else "did not fire"
    kind = "must_match" if example.fires else "must_not_match"
    if not example.certain:
        kind, verdict = "may_match", "is not uncertain"
    return f"{example.path}:{example.line}: {rule.id} {kind} “{example.text[:60]}” {verdict}"


def fires(book: Rulebook, rule: Rule, example: Example) -> bool:
    """Whether the rule, alone, finds anything in the example; a rule for some kinds of items or some
    sections finds the example in the first of them. For `may_match`: whether it finds only what is
    uncertain."""
    alone = replace(book, rules=(replace(rule, default="on"),))
    outline = segment(example.text)
    type_items(outline)
    if rule.scope == "document":
        return bool(document_findings(alone, outline, _inputs(example)))
    if "any" not in rule.items:
        for item in outline.items:
            item.type = rule.items[0]
            for sentence in item.sentences:
                sentence.type, sentence.sure, sentence.maybe = item.type, True, ""
    if rule.scope == "action" and len(outline.items) == 1 and outline.items[0].kind == "paragraph":
        outline.items[0].kind = "bullet"  # an action by itself is an entry of a list
    if "any" not in rule.sections:
        for item in outline.items:
            item.section = rule.sections[0]
    hits = find_hits(outline, alone.rules)
    if example.certain:
        return any(hit.certain for hit in hits)
    return bool(hits) and not any(hit.certain for hit in hits)


def _inputs(example: Example) -> CritiqueInputs:
    return CritiqueInputs(
        open_tickets=tuple(OpenTicket(f"T-{n}", t, "") for n, t in enumerate(example.tickets)),
        last_actions=tuple(LastAction(text, "", "") for text in example.last_actions),
        plan=example.plan,
    )
