"""The real server in a process of its own, over real JSON-RPC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from tests.service.lsp.editor import Editor, cut, edited

HEAD = "## 一、进度与成果盘点\n\n"
QUOTE = "本月😀二期需求调研正在有序开展中。"
TEXT = f"{HEAD}- {QUOTE}\n"
CLEAN = "门诊切换计划6月5日，实际6月3日完成，信息科周宁签收。"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor whose server runs."""
    with Editor(tmp_path) as session:
        yield session


def codes(diagnostics: list[dict[str, Any]]) -> list[str]:
    """The checks of diagnostics."""
    return [one["code"] for one in diagnostics]


def insertion(line: int, character: int, text: str) -> dict[str, Any]:
    """An incremental change that adds text."""
    place = {"line": line, "character": character}
    return {"range": {"start": place, "end": place}, "text": text}


def actions(editor: Editor, name: str, diagnostic: dict[str, Any]) -> dict[str, Any]:
    """The edits that are offered for a diagnostic, by title; each adds text in one place."""
    params = {
        "textDocument": {"uri": editor.uri(name)},
        "range": diagnostic["range"],
        "context": {"diagnostics": [diagnostic]},
    }
    offered = editor.ask("textDocument/codeAction", params)
    assert all(one["kind"] == "quickfix" and one["diagnostics"] == [diagnostic] for one in offered)
    return {one["title"]: one["edit"]["changes"][editor.uri(name)][0] for one in offered}


def test_a_whole_session(editor: Editor) -> None:
    """Open, change, answer a finding, fill the reason in, shut down."""
    able = editor.start()
    assert able["positionEncoding"] == "utf-16"
    assert able["textDocumentSync"]["change"] == 2
    (found,) = editor.open("草稿.md", TEXT)
    assert cut(TEXT, found["range"]) == QUOTE
    assert (found["code"], found["severity"], found["source"]) == ("V05", 2, "fupan")
    assert "完成了多少" in found["message"]
    link = urlsplit(found["codeDescription"]["href"])
    assert Path(url2pathname(link.path)).name == "V05.yaml"
    assert Path(url2pathname(link.path)).is_file()

    # after the emoji, in UTF-16 units: "- 本月😀" is 6
    text = TEXT.replace("😀", "😀🎉")
    (found,) = editor.change("草稿.md", 2, insertion(2, 6, "🎉"))
    assert cut(text, found["range"]) == QUOTE.replace("😀", "😀🎉")

    offered = actions(editor, "草稿.md", found)
    (title,) = (one for one in offered if "忽略 V05" in one)
    edit = offered[title]
    text = edited(text, edit)
    assert text.splitlines()[2].endswith("中。 <!-- 忽略 V05: 〔理由〕 -->")
    place = edit["range"]["start"]
    after = editor.change(
        "草稿.md", 3, insertion(place["line"], place["character"], edit["newText"])
    )
    assert codes(after) == ["V05", "S01"]  # a blank is no reason
    filled = {"text": text.replace("〔理由〕", "周五例会定")}
    assert editor.change("草稿.md", 4, filled) == []
    assert editor.close() == (0, "")


def test_the_pattern_is_added_and_nothing_is_written_for_the_writer(editor: Editor) -> None:
    """The skeleton comes as a comment with its blanks, and the finding stays."""
    editor.start()
    (found,) = editor.open("a.md", TEXT)
    offered = actions(editor, "a.md", found)
    (edit,) = (edit for title, edit in offered.items() if "骨架" in title)
    assert edit["newText"].startswith(" <!-- 改写：")
    assert "〔" in edit["newText"]
    text = edited(TEXT, edit)
    assert text.startswith(TEXT.rstrip("\n"))
    assert codes(editor.change("a.md", 2, {"text": text})) == ["V05"]


def test_hover_shows_the_question_and_a_pair(editor: Editor) -> None:
    """Over the finding, in Markdown; nothing elsewhere."""
    editor.start()
    editor.open("a.md", TEXT)
    where = {"textDocument": {"uri": editor.uri("a.md")}}
    shown = editor.ask("textDocument/hover", {**where, "position": {"line": 2, "character": 5}})
    assert cut(TEXT, shown["range"]) == QUOTE
    assert shown["contents"]["kind"] == "markdown"
    for words in ("V05 完成状态含糊", "完成了多少", "不好", "更好"):
        assert words in shown["contents"]["value"]
    nothing = {**where, "position": {"line": 0, "character": 1}}
    assert editor.ask("textDocument/hover", nothing) is None


def test_the_language_is_the_editors(editor: Editor) -> None:
    """English where the editor's locale is; Chinese text is critiqued all the same."""
    editor.start(locale="en")
    (found,) = editor.open("a.md", TEXT)
    assert "How many" in found["message"]
    assert any("Suppress V05" in title for title in actions(editor, "a.md", found))


def test_crlf_tabs_and_odd_line_ends(editor: Editor) -> None:
    """U+2028 and form feeds end no line in an editor; a change behind them lands where it should."""
    editor.start()
    text = f"一\u2028二\x0c三\r\n\r\n{HEAD}-\t{CLEAN}\r\n- {QUOTE}\r\n".replace("\n\n", "\r\n\r\n")
    text = text.replace("\r\r", "\r")
    (found,) = editor.open("a.md", text)
    assert cut(text, found["range"]) == QUOTE
    line = found["range"]["start"]["line"]
    (found,) = editor.change("a.md", 2, insertion(line, 2, "👍"))
    assert cut(text.replace("本月", "👍本月"), found["range"]) == "👍" + QUOTE
    for edit in actions(editor, "a.md", found).values():
        assert edit["range"]["start"] == found["range"]["end"]  # before the line end


def test_an_editor_that_counts_bytes(editor: Editor) -> None:
    """Some editors agree on UTF-8; then everything is in bytes."""
    able = editor.start(general={"positionEncodings": ["utf-8", "utf-16"]})
    assert able["positionEncoding"] == "utf-8"
    (found,) = editor.open("a.md", TEXT)
    assert cut(TEXT, found["range"], "utf-8", 1) == QUOTE
    (found,) = editor.change("a.md", 2, insertion(2, 2 + len("本月😀".encode()), "又"))
    changed = TEXT.replace("😀", "😀又")
    assert cut(changed, found["range"], "utf-8", 1) == QUOTE.replace("😀", "😀又")


def test_a_changed_configuration_counts_at_once(editor: Editor) -> None:
    """Open texts are read again; a faulty configuration is told at the head of the text."""
    editor.start(workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    assert codes(editor.open("a.md", TEXT)) == ["V05"]
    assert [one["method"] for one in editor.asked] == ["client/registerCapability"]
    configuration = editor.folder / "critique.yaml"
    changed = [{"uri": editor.uri("critique.yaml"), "type": 1}]
    configuration.write_text('schema: critique-config/1\nchecks: {V05: "off"}\n', "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=changed)
    assert editor.diagnostics("a.md", 1) == []
    configuration.write_text("schema: critique-config/1\nchecks: {V99: error}\n", "utf-8")
    editor.tell("textDocument/didSave", textDocument={"uri": editor.uri("critique.yaml")})
    (told,) = editor.diagnostics("a.md", 1)
    assert told["code"] == "invalid-configuration"
    assert "critique.yaml:2: " in told["message"]


def test_only_the_last_of_quick_changes_is_told(editor: Editor) -> None:
    """While the writer types, nothing is published; then the newest version is."""
    editor.start()
    editor.open("a.md", "")
    document = {"uri": editor.uri("a.md")}
    for version, character in enumerate(TEXT, 2):
        editor.tell(
            "textDocument/didChange",
            textDocument={**document, "version": version},
            contentChanges=[{"text": TEXT[: version - 1]}],
        )
        assert TEXT[version - 2] == character
    (found,) = editor.diagnostics("a.md", len(TEXT) + 1)
    assert cut(TEXT, found["range"]) == QUOTE


def test_a_closed_text_has_no_diagnostics(editor: Editor) -> None:
    """What was shown is taken back, and asking about it is no error."""
    editor.start()
    (found,) = editor.open("a.md", TEXT)
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri("a.md")})
    assert editor.diagnostics("a.md", None) == []
    assert actions(editor, "a.md", found) == {}


def test_a_suppressed_finding_is_not_shown(editor: Editor) -> None:
    """What the writer has answered is not shown again; rule files are no reviews."""
    editor.start()
    assert editor.open("a.md", TEXT.replace("中。", "中。<!-- 忽略 V05: 周五验收 -->")) == []
    document = {"uri": editor.uri("x.yaml"), "languageId": "yaml", "version": 1, "text": TEXT}
    editor.tell("textDocument/didOpen", textDocument=document)
    assert codes(editor.open("b.md", TEXT)) == ["V05"]  # and nothing came for x.yaml before it
