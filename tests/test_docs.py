"""The documents tell what is there: routes, rules, settings, commands, rooms, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from service.app import create_app
from service.cli import main
from service.settings import VARIABLES, Settings

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
_NOT_OURS = {".venv", "build", "dist", "data", "node_modules"}


def read(name: str) -> str:
    """A document of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_route_of_the_app_stands_in_the_api_page(tmp_path: Path) -> None:
    """Programs' routes, pages, static files: each stands in docs/api.md with its method and path."""
    page = read("docs/api.md")
    missing = set()
    for route in iter_route_contexts(create_app(Settings(data=tmp_path)).routes):
        path = getattr(route, "path", "")
        methods = set(getattr(route, "methods", None) or {"GET"}) - {"HEAD"}
        missing |= {f"{method} {path}" for method in methods if f"`{method} {path}`" not in page}
    assert not missing


def test_every_rule_stands_in_the_critique_page() -> None:
    """Each rule file has its row in docs/critique.md."""
    rules = {path.stem for path in (ROOT / "knowledge" / "rules").glob("[A-Z]*.yaml")}
    assert {"V01", "A01", "D01"} <= rules
    rows = set(re.findall(r"^\| ([A-Z]\d\d) ", read("docs/critique.md"), re.MULTILINE))
    assert rows == rules


def test_every_setting_stands_in_the_settings_page() -> None:
    """Each variable has its row, with the default that the code has."""
    rows = dict(
        re.findall(
            r"^\| `((?:FUPAN|OPENAI)_[A-Z_]+)` \| `([^`]*)` \|",
            read("docs/settings.md"),
            re.MULTILINE,
        )
    )
    assert set(rows) == set(VARIABLES)
    defaults = Settings()
    for variable, field in VARIABLES.items():
        value = getattr(defaults, field)
        shown = str(int(value)) if isinstance(value, bool) else str(value)
        shown = "" if value is None or value == () else shown
        assert rows[variable].removeprefix("./") == shown, variable


def test_every_command_and_option_stands_in_the_command_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each subcommand has its section in docs/cli.md, and each of its long options stands in it."""
    main([])
    commands = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    page = read("docs/cli.md")
    sections = dict(re.findall(r"^## `fupan ([a-z]+)`\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    assert set(sections) == set(commands)
    for command, section in sections.items():
        with pytest.raises(SystemExit):
            main([command, "--help"])
        options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
        assert options == set(re.findall(r"--[a-z][a-z-]+", section)) & options, command


def test_every_room_stands_in_the_architecture_page() -> None:
    """Each module and folder of the service is told of, and the list of layers is the contract's."""
    page = read("docs/architecture.md")
    rooms = {
        path.stem
        for path in (ROOT / "service").iterdir()
        if not path.name.startswith(("_", ".")) and (path.suffix == ".py" or path.is_dir())
    }
    assert "pipeline" in rooms
    assert not {room for room in rooms if f"**`{room}`**" not in page}
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("containers") == ["service"])
    assert "\n".join(layers) in page


def test_every_relative_link_leads_to_a_file() -> None:
    """No document of the repository, wherever it stands, links to a file that is not there."""
    pages = [path for path in ROOT.rglob("*.md") if not _NOT_OURS & set(path.parts)]
    assert ROOT / "README.md" in pages
    broken = {
        f"{path.relative_to(ROOT)} -> {target}"
        for path in pages
        for target in _LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    }
    assert not broken


def test_the_readme_names_both_commands_in_both_languages() -> None:
    """Whoever reads either half learns how to try and how to test."""
    for half in read("README.md").split("# Fupan in English"):
        assert "make demo" in half
        assert "make test" in half


def test_decisions_are_numbered_without_a_gap() -> None:
    """Decision records are numbered from 0001 on, and each has its three parts."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for path in records:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name
