"""The house keeps its own rules: documents, requirements, layers, what is imported when."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evals import attack_files
from knowledge.rule_table import with_table
from service.app import create_app
from service.cli import main
from service.settings import VARIABLES, Settings

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
# What must never stand in a file of the repository; an option that leaves an address out may.
_REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|(?<!no-emit-)(?:index-url|find-links|trusted-host)"
)
_MACHINE = re.compile(r"(?:^|[\s\"'=(])/(?:work|root|home)/[a-z.]", re.MULTILINE)
_PARSERS = ("bs4", "lxml", "mammoth", "openpyxl", "oxmsg", "pypdfium2", "striprtf", "xlrd")
_HEAVY = (
    "alembic",
    "bm25s",
    *_PARSERS,
    "chromadb",
    "fastapi",
    "jinja2",
    "langchain_core",
    "langchain_text_splitters",
    "numpy",
    "pydantic",
    "sqlalchemy",
    "starlette",
    "uvicorn",
)


def tracked_files() -> list[Path]:
    """The files of the repository; all files of the folder where git is not there."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    """The repository's files that are UTF-8 text, this one left out."""
    found = []
    for path in tracked_files():
        if path == Path(__file__):
            continue
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def read(name: str) -> str:
    """A file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("forbidden", [_REGISTRY, _MACHINE], ids=["registry", "machine"])
def test_no_address_of_a_registry_or_a_machine(forbidden: re.Pattern[str]) -> None:
    """No tracked file names a package registry or a path of somebody's machine."""
    found = {f"{path}: {hit.group()}" for path, text in texts() if (hit := forbidden.search(text))}
    assert not found


@pytest.mark.parametrize("name", ["runtime", "providers", "dev", "build", "llama"])
def test_requirements_are_locked_by_hash(name: str) -> None:
    """Every locked requirement has an exact version and at least one hash."""
    blocks = _pins(name)
    assert blocks
    for pin, hashes in blocks.items():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[^\s;]+", pin), pin
        assert hashes, pin


def test_all_locks_agree() -> None:
    """What runs and what builds is what was tested: their pins and hashes are those of dev.txt."""
    tested = _pins("dev")
    for name in ("runtime", "providers", "build"):
        for pin, hashes in _pins(name).items():
            assert tested[pin] == hashes, pin


def test_every_setting_is_documented() -> None:
    """Each variable the service reads is described in .env.example, and no other is."""
    described = set(re.findall(r"^((?:FUPAN|OPENAI)_[A-Z_]+)=", read(".env.example"), re.MULTILINE))
    assert described == set(VARIABLES)


def test_every_route_is_documented(tmp_path: Path) -> None:
    """docs/api.md has a heading for each route of the API, and none for a route that is not there."""
    schema = create_app(Settings(data=tmp_path)).openapi()
    routes = {
        f"{method.upper()} {path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }
    assert set(re.findall(r"^### `([A-Z]+ /\S+)`$", read("docs/api.md"), re.MULTILINE)) == routes


def test_every_rule_is_documented() -> None:
    """The table of checks is the one that the rule files give; `make docs` writes it."""
    page = read("docs/critique.md")
    assert with_table(page) == page


def test_every_command_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    """Both halves of the README name each subcommand that `fupan` has, and no other."""
    main([])
    usage = capsys.readouterr().out
    commands = set(re.findall(r"^    ([a-z]+) ", usage, re.MULTILINE))
    assert "draft" in commands
    chinese, english = read("README.md").split("# Fupan in English")
    for half in (chinese, english):
        assert set(re.findall(r"^\| `fupan ([a-z]+)`", half, re.MULTILINE)) == commands


def test_the_make_targets_of_the_documents_exist() -> None:
    """No document sends a reader to a make target that is not there."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {
        target
        for path, text in texts()
        if path.suffix == ".md"
        for target in re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)
    }
    assert {"demo", "test", "check"} <= named <= targets


def test_make_lists_the_commands_of_the_house() -> None:
    """Each command people and CI rely on is a target, and `make` alone lists it with a word on it."""
    listed = set(re.findall(r"^([a-z]+):.*?## \S", read("Makefile"), re.MULTILINE))
    wanted = "help setup demo run test check eval bench lock clean"
    assert set(wanted.split()) <= listed


@pytest.mark.parametrize("mark", ["skip", "xfail(strict=False)"])
@pytest.mark.parametrize("strict", ["0", "1"])
def test_a_skip_fails_the_run_where_nothing_may_be_skipped(
    mark: str, strict: str, tmp_path: Path
) -> None:
    """With FUPAN_NO_SKIP=1 a skipped or expectedly failing test fails the session; else it does not."""
    case = tmp_path / "test_case.py"
    case.write_text(f"import pytest\n\n@pytest.mark.{mark}\ndef test_it():\n    assert False\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", "pytest.ini", case.name],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FUPAN_NO_SKIP": strict},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == int(strict), ran.stdout
    assert ("the run fails" in ran.stdout) == bool(int(strict))


def test_links_between_documents_hold() -> None:
    """A relative link in a document of the house leads to a file that is there."""
    broken = {
        f"{path} -> {target}"
        for path, text in texts()
        if path.suffix == ".md" and path.parts[0] not in {"evals", "knowledge", "tests"}
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (ROOT / path.parent / target).exists()
    }
    assert not broken


def test_the_glossary_speaks_both_languages() -> None:
    """Each word has its Chinese beside it and a meaning, and stands there once."""
    rows = [
        line.strip("|").split("|") for line in read("docs/glossary.md").splitlines() if "|" in line
    ]
    words = [row[0].strip() for row in rows[2:]]
    assert len(words) > 30
    assert len(words) == len(set(words))
    for row in rows[2:]:
        assert len(row) == 3, row
        assert re.search(r"[\u4e00-\u9fff]", row[1]), row
        assert row[2].strip(), row


def test_import_contracts_hold() -> None:
    """Rooms import only what stands below them, and each heavy library has its one room."""
    command = Path(sys.executable).parent / "lint-imports"
    checked = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    "arguments", [["--help"], ["critique", "--help"], ["critique", "draft.md"]]
)
def test_light_commands_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    """In a fresh interpreter, help and a critique leave the heavy libraries alone."""
    (tmp_path / "draft.md").write_text(
        "## 四、下月计划\n- 后续将尽快完成联调。\n", encoding="utf-8"
    )
    program = (
        "import sys\n"
        "from service.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        f"print('heavy:', sorted(set({_HEAVY!r}) & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "heavy: []", ran.stdout
    assert len(ran.stdout.splitlines()) > 1


def test_parsers_of_documents_are_never_in_the_server(tmp_path: Path) -> None:
    """A server that has read a workbook, a document and a mail holds none of the libraries for them:
    they are imported in the child, under its limits."""
    (tmp_path / "a.docx").write_bytes(attack_files.docx())
    (tmp_path / "b.xlsx").write_bytes(attack_files.formulas())
    (tmp_path / "c.html").write_bytes(b"<html><p>a</p></html>")
    (tmp_path / "d.rtf").write_bytes(b"{\\rtf1 a}")
    (tmp_path / "e.eml").write_bytes(b"From: a@example.com\nTo: b@example.com\nSubject: x\n\nx\n")
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from service.app import create_app\n"
        "from service.settings import Settings\n"
        "from service.intake import read_paths\n"
        "create_app(Settings(data=Path('.data')))\n"
        "print(*(one.form for one in read_paths([Path('.')]).sources))\n"
        f"print(sorted(set({_PARSERS!r}) & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == ["docx xlsx html rtf eml", "[]"], ran.stderr


def _pins(name: str) -> dict[str, list[str]]:
    """Each pin of a lock file with its hashes."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", text)
    pins = {}
    for line in joined.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            pin, *hashes = line.split()
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in hashes), line
            pins[pin] = hashes
    return pins
