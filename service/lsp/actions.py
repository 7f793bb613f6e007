"""What an editor offers to do about a finding: answer it with a reason, or add a pattern to fill in.

Both only add a comment at the end of the line; neither writes a fact. In a table a comment on a line
of its own would end the table, so the end of the line is right everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from service.errors import Language
from service.lsp.diagnostics import SOURCE
from service.lsp.open_texts import OpenText
from service.lsp.words import PATTERN, REWRITE, SUPPRESS, SUPPRESSION, said
from service.review import Finding


def actions_for(
    text: OpenText,
    findings: Iterable[Finding],
    params: types.CodeActionParams,
    language: Language,
) -> list[types.CodeAction]:
    """The actions for the findings that the range touches."""
    start, end = text.offset(params.range.start), text.offset(params.range.end)
    only = params.context.only
    if only and not any(_covers(kind) for kind in only):
        return []
    shown = {_key(one): one for one in params.context.diagnostics if one.source == SOURCE}
    offered: list[types.CodeAction] = []
    for finding in findings:
        if finding.suppressed is not None or finding.end < start or end < finding.start:
            continue
        diagnostic = shown.get((finding.rule_id, finding.fingerprint))
        if finding.skeleton is not None:
            skeleton = said(finding.skeleton, language)
            offered.append(
                _append(
                    text,
                    finding,
                    said(REWRITE, language).format(skeleton=skeleton),
                    said(PATTERN, language).format(skeleton=skeleton),
                    diagnostic,
                )
            )
        if not finding.rule_id.startswith("S"):
            offered.append(
                _append(
                    text,
                    finding,
                    said(SUPPRESS, language).format(rule=finding.rule_id),
                    said(SUPPRESSION, language).format(rule=finding.rule_id),
                    diagnostic,
                )
            )
    return offered


def _append(
    text: OpenText,
    finding: Finding,
    title: str,
    comment: str,
    diagnostic: types.Diagnostic | None,
) -> types.CodeAction:
    at = text.positions.line_end(finding.end)
    edit = types.TextEdit(text.range(at, at), f" {comment}")
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic] if diagnostic else None,
        edit=types.WorkspaceEdit(changes={text.uri: [edit]}),
    )


def _covers(kind: str) -> bool:
    return kind == "" or types.CodeActionKind.QuickFix.value.startswith(kind)


def _key(diagnostic: types.Diagnostic) -> tuple[str, str]:
    data = diagnostic.data
    fingerprint = data.get("fingerprint", "") if isinstance(data, dict) else ""
    return str(diagnostic.code), str(fingerprint)
