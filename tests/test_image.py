"""The image and the compose file: what they promise, and that their real command serves."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
_STARTS_WITHIN = 60.0


def compose() -> dict[str, Any]:
    """The compose file."""
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return parsed


def dockerfile() -> str:
    """The image's recipe, each instruction on one line."""
    return re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))


def instruction(name: str) -> list[str]:
    """The arguments of each instruction of that name."""
    return re.findall(rf"^{name} (.+)$", dockerfile(), re.MULTILINE)


def image_environment() -> dict[str, str]:
    """What ENV sets in the image."""
    return dict(pair.split("=", 1) for line in instruction("ENV") for pair in line.split())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of the service, run by the compose file's command in the image's environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"FUPAN_DATA": str(tmp_path / "data"), "FUPAN_PORT": str(port)}
    program, *arguments = compose()["services"]["fupan"]["command"]
    process = subprocess.Popen(
        [Path(sys.executable).parent / program, *arguments],
        cwd=tmp_path,
        env={**os.environ, **image_environment(), **own, "PATH": os.environ["PATH"]},
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def test_only_this_machine_reaches_it() -> None:
    """One service, and its one port is published on 127.0.0.1 alone."""
    services = compose()["services"]
    assert list(services) == ["fupan"]
    assert services["fupan"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "network_mode" not in services["fupan"]
    assert image_environment()["FUPAN_PORT"] == "8000"


def test_data_outlives_the_container() -> None:
    """The named volume is mounted where the image keeps its data."""
    parsed = compose()
    (mounted,) = parsed["services"]["fupan"]["volumes"]
    name, path = mounted.split(":")
    assert name in parsed["volumes"]
    assert path == image_environment()["FUPAN_DATA"] == instruction("VOLUME")[0]


def test_the_image_is_locked_and_unprivileged() -> None:
    """Requirements come by hash, a user without rights runs the command, and health is watched."""
    assert instruction("FROM") == ["python:3.11-slim"]
    assert instruction("USER") == ["fupan"]
    installs = [line for line in instruction("RUN") if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert (
        "/healthz" in instruction("HEALTHCHECK --interval=30s --timeout=5s --start-period=20s")[0]
    )
    assert json.loads(instruction("CMD")[0]) == compose()["services"]["fupan"]["command"]


def test_what_is_copied_is_there_and_reaches_the_build() -> None:
    """Everything the recipe copies exists and passes .dockerignore."""
    let_in = set(
        re.findall(r"^!(\S+?)/?$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    )
    for line in instruction("COPY"):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in let_in, source


def test_its_command_serves(served: str) -> None:
    """The command of the compose file, run for real, answers the health check and the start page."""
    health = json.loads(answer_of(f"{served}/healthz"))
    assert health["status"] == "ok"
    assert "复盘" in answer_of(f"{served}/")


def answer_of(address: str) -> str:
    """The body at `address`, asked until the service is up."""
    deadline = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
