"""Imports go one way, and few modules know the libraries behind them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_imports_go_one_way() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("library", "owners"),
    [
        ("hcl2", {"reslint/frontends/terraform/syntax/parse.py"}),
        ("lark", {"reslint/frontends/terraform/syntax/parse.py"}),
        ("cfnlint", {"reslint/frontends/cloudformation/decode.py"}),
    ],
)
def test_a_parser_is_imported_by_one_file(library: str, owners: set[str]) -> None:
    pattern = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    files = {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "reslint").rglob("*.py")
        if pattern.search(p.read_text())
    }
    assert files == owners
