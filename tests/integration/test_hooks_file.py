"""The hooks that other repositories use match the right files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


def _runs_on(hook: dict[str, Any], path: str) -> bool:
    return bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
@pytest.mark.parametrize(
    "path",
    ["main.tf", "a/main.tf.json", "main.tofu", "main.tofu.json", "live.tfvars", "live.auto.tfvars.json",
     "template.yaml", "a/b.yml", "stack.json", "stack.template"],
)  # fmt: skip
def test_files_that_it_runs_on(hook: dict[str, Any], path: str) -> None:
    assert _runs_on(hook, path)


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
@pytest.mark.parametrize(
    "path", ["README.md", "main.py", "a/.terraform/modules/vpc/main.tf", ".terragrunt-cache/x/main.tf",
             "node_modules/x/package.json", ".terraform.lock.hcl"],
)  # fmt: skip
def test_files_that_it_does_not_run_on(hook: dict[str, Any], path: str) -> None:
    assert not _runs_on(hook, path)


def test_ids_and_entries() -> None:
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    assert entries == {"reslint": "reslint check --changed-only", "reslint-all": "reslint check ."}
    assert all(hook["language"] == "python" for hook in HOOKS)
