"""Which tests run where, and that none is passed over in silence.

Tests whose material is absent are deselected by their marker and listed at the end; `built_commands`
and `llama` run only when asked for (`pytest -m built_commands`, `make test-llama`). Nothing is ever skipped:
with FUPAN_NO_SKIP=1 a skip or an expected failure of a collected test, or a skip of a whole file, fails the session.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.real_data import real_data

# No test is timed (a loaded machine is normal), and a run repeats the same examples as the last.
settings.register_profile(
    "fupan",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("fupan")

# Rules that tests prove are kept in a folder of this run, never in that of the person who runs it.
_CACHE = tempfile.TemporaryDirectory(prefix="fupan-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

_DESELECTED = pytest.StashKey[list[str]]()
_SKIPPED = pytest.StashKey[list[str]]()


def absent_material(marker_expression: str) -> dict[str, str]:
    """The markers whose tests cannot run here, each with the reason."""
    absent = {}
    if not real_data("months").is_dir():
        absent["real_data"] = "third-party sample material is not beside the checkout"
    if shutil.which("chromium") is None:
        absent["browser"] = "Chromium is not installed (apt-get install chromium)"
    if "built_commands" not in marker_expression:
        absent["built_commands"] = "takes minutes; ask with: pytest -m built_commands"
    if not os.environ.get("FUPAN_LLAMA_PYTHON"):
        absent["llama"] = "needs a server that takes minutes to build; ask with: make test-llama"
    return absent


def pytest_configure(config: pytest.Config) -> None:
    """Makes room for what is deselected and what is skipped."""
    config.stash[_DESELECTED] = []
    config.stash[_SKIPPED] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes out the tests whose material is absent, and remembers them by name."""
    absent = absent_material(config.option.markexpr)
    kept, taken = [], []
    for item in items:
        reason = next(
            (why for marker, why in absent.items() if item.get_closest_marker(marker)), ""
        )
        if reason:
            taken.append(item)
            config.stash[_DESELECTED].append(f"{item.nodeid} ({reason})")
        else:
            kept.append(item)
    if taken:
        config.hook.pytest_deselected(items=taken)
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Remembers a file that skips itself as a whole."""
    report = yield
    if report.skipped:
        collector.config.stash[_SKIPPED].append(collector.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers a test that was skipped or that is expected to fail: neither proves anything."""
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        item.config.stash[_SKIPPED].append(item.nodeid)
    return report


def pytest_testnodedown(node: Any, error: object) -> None:
    """Takes over what a worker process deselected and skipped; all workers collect the same."""
    output = getattr(node, "workeroutput", {})
    keys = {"fupan_deselected": _DESELECTED, "fupan_skipped": _SKIPPED}
    for name, key in keys.items():
        known = node.config.stash[key]
        known.extend(entry for entry in output.get(name, []) if entry not in known)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hands a worker's lists to its controller; there, fails the session for a skipped test."""
    config = session.config
    output = getattr(config, "workeroutput", None)
    if output is not None:
        output["fupan_deselected"] = config.stash[_DESELECTED]
        output["fupan_skipped"] = config.stash[_SKIPPED]
        return
    if os.environ.get("FUPAN_NO_SKIP") == "1" and config.stash[_SKIPPED]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Lists what did not run, and why."""
    deselected = config.stash[_DESELECTED]
    if deselected:
        terminalreporter.section("deselected: not run here")
        for line in sorted(deselected):
            terminalreporter.write_line(line)
    if os.environ.get("FUPAN_NO_SKIP") == "1" and config.stash[_SKIPPED]:
        terminalreporter.section("skipped: the run fails (FUPAN_NO_SKIP=1)")
        for line in config.stash[_SKIPPED]:
            terminalreporter.write_line(line)
