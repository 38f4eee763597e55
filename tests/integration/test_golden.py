"""The real command on the golden tree: what a user sees, byte by byte (`--update` rewrites it)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from reslint.cli.check import FORMATS
from reslint.reporters import REPORTERS

ROOT = Path(__file__).parents[2]
TREE = ROOT / "tests" / "fixtures" / "golden"
GOLDEN = Path(__file__).parent / "golden"
RULE = "database-single-zone"


def _check(*options: str, tree: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    environment = kept | {"PYTHONPATH": str(ROOT), "RESLINT_CACHE_DIR": str(cache), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "reslint", "check", "--no-config", "--select", RULE, *options]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


def _stable(text: str, tree: Path) -> str:
    """Without what differs from machine to machine and run to run."""
    text = text.replace(tree.as_uri(), "file:///repository")
    text = re.sub(r"(?<=; )\d+\.\d s", "0.0 s", text)
    text = re.sub(r'(?<="seconds": )[\d.]+', "0.0", text)
    return re.sub(r'"((?:semanticV|v)ersion)": "[^"]+"(?!,\n  "runs")', r'"\1": "0"', text)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden tree as a repository of its own."""
    copy = tmp_path_factory.mktemp("repository") / "tree"
    shutil.copytree(TREE, copy)
    (copy / ".git").mkdir()
    return copy


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the runs of this file."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize(
    ("format_", "name"),
    [("console", "check.txt"), ("sarif", "check.sarif"), ("json", "check.json"), ("markdown", "check.md")],
)
def test_the_report_of_the_golden_tree(
    format_: str, name: str, tree: Path, cache: Path, request: pytest.FixtureRequest
) -> None:
    done = _check("--format", format_, ".", tree=tree, cache=cache)
    assert done.returncode == 1, done.stderr
    path = GOLDEN / name
    if request.config.getoption("--update", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_stable(done.stdout, tree), encoding="utf-8")
    assert _stable(done.stdout, tree) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("format_", "schema"),
    [
        ("sarif", ROOT / "tests" / "fixtures" / "sarif-schema-2.1.0.json"),
        ("json", ROOT / "docs" / "schemas" / "report.schema.json"),
    ],
)
def test_the_real_report_is_valid(format_: str, schema: Path, tree: Path, cache: Path) -> None:
    document = json.loads(_check("--format", format_, ".", tree=tree, cache=cache).stdout)
    rules = json.loads(schema.read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(rules)(rules).validate(document)


def test_a_warm_run_says_the_same(tmp_path: Path, tree: Path) -> None:
    cold, warm = (_check("--format", "json", ".", tree=tree, cache=tmp_path).stdout for _ in range(2))
    assert _stable(cold, tree) == _stable(warm, tree)


def test_every_format_can_be_chosen() -> None:
    assert set(FORMATS) == set(REPORTERS)
