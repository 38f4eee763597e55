"""The GitHub Action: its shape, and its shell script in a bash with a runner's environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]

STAND_IN = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
for word in "$@"; do
  case "$word" in
    sarif=*) echo '{"runs": [{"results": [{}, {}]}]}' > "${word#sarif=}" ;;
    markdown=*) echo '### reslint: 2 findings' > "${word#markdown=}" ;;
  esac
done
echo '::error::from the checked code'
exit "$CODE"
"""
"""A program that answers like reslint, and keeps its arguments."""


@dataclass(frozen=True)
class Ran:
    """What a step left behind."""

    code: int
    log: str
    output: str
    summary: str
    calls: list[str]


def _step(name: str) -> dict[str, Any]:
    return next(step for step in STEPS if step["name"] == name)


def _bash(
    step: dict[str, Any], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions."""
    script = folder / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    own = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}
    return subprocess.run(
        command, env=own | environment, cwd=folder, capture_output=True, text=True, check=False
    )


def _check(folder: Path, exit_code: int = 1, program: str = STAND_IN, **inputs: str) -> Ran:
    bin_ = folder / "bin"
    bin_.mkdir()
    (bin_ / "reslint").write_text(program, encoding="utf-8")
    (bin_ / "reslint").chmod(0o755)
    (bin_ / "python").symlink_to(sys.executable)
    files = {name: str(folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "CALLS")}
    for path in files.values():
        Path(path).touch()
    given = {"CHECK_PATH": ".", "ARGS": "", "FAIL_ON": "medium", "SARIF_FILE": "reslint.sarif"} | inputs
    done = _bash(_step("Check"), folder, {"BIN": str(bin_), "CODE": str(exit_code)} | files | given)
    texts = [Path(path).read_text(encoding="utf-8") for path in files.values()]
    return Ran(done.returncode, done.stdout + done.stderr, texts[0], texts[1], texts[2].splitlines())


def test_findings_do_not_fail_the_step_so_that_the_log_is_uploaded(tmp_path: Path) -> None:
    ran = _check(tmp_path)
    assert ran.code == 0, ran.log
    assert "exit-code=1\n" in ran.output
    assert "findings-count=2\n" in ran.output
    assert "\nreslint.sarif\n" in ran.output
    assert json.loads((tmp_path / "reslint.sarif").read_text(encoding="utf-8"))
    assert ran.summary == "### reslint: 2 findings\n"


def test_the_real_command_gives_a_log_a_summary_and_a_count(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "golden" / "stack", tmp_path / "stack")
    cache = tmp_path / "cache"
    python = f'RESLINT_CACHE_DIR="{cache}" PYTHONPATH="{ROOT}" exec "{sys.executable}" -m reslint "$@"'
    ran = _check(
        tmp_path,
        program=f"#!/bin/sh\n{python}\n",
        ARGS="--no-config --select database-single-zone",
        CHECK_PATH="stack",
    )
    assert ran.code == 0, ran.log
    assert "exit-code=1\nfindings-count=1\n" in ran.output
    assert "| high | database-single-zone | stack/template.yaml&#58;9 |" in ran.summary
    log = json.loads((tmp_path / "reslint.sarif").read_text(encoding="utf-8"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "stack/template.yaml"
    assert place["region"]["startLine"] == 9


def test_printed_code_stands_between_stop_commands(tmp_path: Path) -> None:
    lines = _check(tmp_path).log.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert lines[1:] == ["::error::from the checked code", f"::{token}::"]


def test_arguments_are_split_at_blanks_and_never_evaluated(tmp_path: Path) -> None:
    ran = _check(tmp_path, ARGS="--strict  --var a=$(touch${IFS}owned)\n* ;x", CHECK_PATH="a b; touch owned")
    split = "check --strict --var a=$(touch${IFS}owned) * ;x"
    assert ran.calls[0].startswith(f"{split} --fail-on medium --also ")
    assert ran.calls[0].endswith(" -- a b; touch owned")
    assert not (tmp_path / "owned").exists()


def test_never_means_that_findings_do_not_fail(tmp_path: Path) -> None:
    (call,) = _check(tmp_path, FAIL_ON="never").calls
    assert call.startswith("check --exit-zero --also ")
    assert call.endswith(" -- .")


def test_a_job_that_could_not_be_done_uploads_nothing(tmp_path: Path) -> None:
    ran = _check(tmp_path, exit_code=2)
    assert ran.code == 0
    assert ran.output == "exit-code=2\n"
    assert len(ran.calls) == 1


def test_a_file_name_cannot_add_an_output(tmp_path: Path) -> None:
    ran = _check(tmp_path, SARIF_FILE="x\nexit-code=0")
    delimiter = re.search(r"sarif-file<<([0-9a-f]{32})\n", ran.output)
    assert delimiter
    assert ran.output.endswith(f"exit-code=0\n{delimiter.group(1)}\n")


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_last_step_has_the_exit_code(tmp_path: Path, code: int) -> None:
    assert _bash(_step("Result"), tmp_path, {"EXIT_CODE": str(code)}).returncode == code


def test_an_expression_never_stands_in_a_script() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
        assert "run" not in step or step["shell"] == "bash"


def test_nested_actions_are_pinned_by_full_hash() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", entry) for entry in uses)


def test_inputs_and_outputs() -> None:
    assert set(ACTION["inputs"]) == {"path", "args", "fail-on", "version", "sarif-file", "category", "upload"}
    assert set(ACTION["outputs"]) == {"sarif-file", "findings-count", "exit-code"}
    assert all(entry["description"] for part in ("inputs", "outputs") for entry in ACTION[part].values())


def test_python_never_imports_from_the_checked_code() -> None:
    scripts = "\n".join(step.get("run", "") for step in STEPS)
    calls = re.findall(r'(?:\bpython3|/python") (\S+)', scripts)
    assert len(calls) == 3
    assert set(calls) == {"-I"}


def test_a_module_in_the_checked_code_is_not_imported_for_counting(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("open('owned', 'w')\n", encoding="utf-8")
    assert "findings-count=2\n" in _check(tmp_path).output
    assert not (tmp_path / "owned").exists()
