"""Is a text something else than prose: source code, a stack trace, a log, SQL, a data dictionary?

Such a text is kept as an attachment and nothing is read out of it. A line is called a machine's only
where its form says so; tables and lists of links are nobody's code.
"""

from __future__ import annotations

import re

FEWEST_LINES = 8
"""Lines from which a text is judged at all."""
PROSE_SHARE = 0.30
"""Share of prose lines below which a text is an attachment."""
MACHINE_SHARE = 0.50
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CODE = re.compile(
    r"""\s*(?:
      [{}()\[\];,]+\s*$                                             # brackets alone
    | [^\u3400-\u9fff]*[{};]\s*(?:(?://|\#|/\*).*)?$                 # ends as code ends
    | (?:import|from|package|using|namespace|require|include)\s+[\w.{*"'<]+[\s;,]*(?:import\s.*|as\s\w+)?$
    | \#\s*(?:include|define|pragma|ifn?def|endif)\b|\#!/
    | (?:(?:public|private|protected|static|final|abstract|async|export)\s+)*
      (?:class|interface|enum|struct|func|fn|def|function|const|let|var|void|return|elif|except|catch)\s*\b.*[(){}=:;]
    | (?:if|for|while|switch|with|try|else)\b[^\u3400-\u9fff]*[:{)]\s*$
    | @[A-Z]\w+(?:\(.*\))?\s*$
    | (?://|/\*|\*/|\*\s@\w|--\s(?=\w+\s)|<!--)
    | [A-Za-z_][\w.\[\]]*\s*(?:=|\+=|:=)\s*[\w"'({\[$-]
    | [A-Za-z_][\w.]*\([^\u3400-\u9fff]*\)\s*[:;{]?\s*$               # a call
    | at\s+[\w.$<>]+\(.*\)
    | Traceback\s|File\s".*",\sline\s\d+|(?:\w+\.)+\w*(?:Error|Exception)\b|\w+(?:Error|Exception):\s
    | Caused\sby:|\.{3}\s\d+\smore
    | (?:SELECT|INSERT\sINTO|UPDATE|DELETE\sFROM|CREATE\s\w+|ALTER\s\w+|DROP\s\w+|FROM|WHERE|JOIN|LEFT\sJOIN
        |INNER\sJOIN|GROUP\sBY|ORDER\sBY|VALUES|PRIMARY\sKEY|UNIQUE|CONSTRAINT|GRANT|UNION)\b.*
    | "[^"\u3400-\u9fff]+"\s*:\s*\S
    | </?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>.*>?$
    | (?:\$|>>>|root@\S+|\w+@\w+:\S*[\#$])\s\S
    | [0-9a-f]{4,}[:\s]+(?:[0-9a-f]{2}\s*){4,}
    )""",
    re.VERBOSE,
)
_LOG = re.compile(
    r"\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?[^\u3400-\u9fff]{0,40}"
    r"\b(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL)\b"
    r"|\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL)\]?[\s:]+\S"
    r"|\w{3}\s+\d{1,2}\s\d\d:\d\d:\d\d\s\S+\s\S+\[\d+\]"
    r"|\d{1,3}(?:\.\d{1,3}){3}\s.*\"(?:GET|POST|PUT|DELETE|HEAD))"
)
_COLUMN = re.compile(
    r"(?<![A-Za-z])(?:n?varchar2?|bigint|tinyint|smallint|integer|decimal|numeric|datetime|timestamp"
    r"|(?:long|medium)?text|n?char|number|clob|blob|int|date|float|double|bit|uuid|jsonb?)"
    r"(?![A-Za-z])\s*(?:[(（]\s*\d+|[|,，\t ]|$)",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[\s|,]*[`\"]?[a-z][a-z0-9]*(?:_[a-z0-9]+)*[`\"]?\s*[|,，\t ]", re.IGNORECASE)
_COMMENT = re.compile(r"(?://|/\*|--\s|<!--|#|['\"]).*")
_TALKS = 12
"""Han characters outside comments and strings from which a line is somebody's sentence."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"(?<![\w./])[A-Za-z][a-z']+(?![\w/(])")


def prose_and_machine(text: str) -> tuple[int, int, int]:
    """The lines of a text that say something, of them those in prose, and those of a machine.

    Fenced code within notes is not counted: it is known for what it is. A text that is all fenced is.
    """
    outside: list[str] = []
    inside = 0
    fenced = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced and line.strip():
            inside += 1
        elif line.strip():
            outside.append(line)
    machine = sum(is_machine_line(line) for line in outside)
    prose = sum(is_prose(line) and not is_machine_line(line) for line in outside)
    if prose < 2 and inside > 3 * len(outside):
        return len(outside) + inside, prose, machine + inside
    return len(outside), prose, machine


def is_attachment(text: str) -> bool:
    """Whether a text is code, a log or a data dictionary rather than words of people."""
    lines, prose, machine = prose_and_machine(text)
    return (
        lines >= FEWEST_LINES and machine >= MACHINE_SHARE * lines and prose < PROSE_SHARE * lines
    )


def is_machine_line(line: str) -> bool:
    """Whether the form of a line is that of code, a log, a trace or a table of columns."""
    line = line[:400]
    if _LOG.match(line) or (_COLUMN.search(line) and _NAME.match(line)):
        return True
    return bool(_CODE.match(line)) and len(_HAN.findall(_COMMENT.sub("", line))) < _TALKS


def is_prose(line: str) -> bool:
    """Whether a line holds words of people: some Han characters, or several plain words."""
    line = line[:400]
    return len(_HAN.findall(line)) >= 4 or len(_WORD.findall(line)) >= 4
