"""A plan that the real terraform made gives the same inventory as the sources it was made from.

The plan is made anew where terraform is on the PATH; else the recorded one is read. `--update`
records it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reslint.config import Config
from reslint.engine.inspect import understood
from reslint.engine.run import Options, Run

FIXTURE = Path(__file__).parents[2] / "fixtures" / "plans" / "terraform-data"
ELSEWHERE = ("root", "file", "line")
"""What differs when there are no sources beside the plan."""
LOST = {
    'terraform_data.each["a"]', 'terraform_data.each["b"]', 'terraform_data.hidden["a"]',
    'terraform_data.hidden["b"]', "terraform_data.splat", 'module.part["x"].terraform_data.in',
    'module.part["x"].terraform_data.n', 'module.part["y"].terraform_data.in', 'module.part["y"].terraform_data.n',
}  # fmt: skip
"""Resources with an attribute of which the plan alone does not tell whose it is: it lists
`a[each.key].id` as `a` and `each.key`, and not which part of a list reads which name."""

View = dict[str, dict[str, Any]]


def planned(folder: Path) -> str:
    """The plan JSON of the configuration in a folder, as the real terraform prints it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}

    def terraform(*words: str) -> str:
        command = ["terraform", *words]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120
        ).stdout

    terraform("init", "-input=false", "-no-color")
    terraform("plan", "-input=false", "-no-color", "-lock=false", "-out=p.bin")
    return terraform("show", "-json", "p.bin")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder with the sources and their plan."""
    folder = tmp_path_factory.mktemp("plan") / "sources"
    shutil.copytree(FIXTURE, folder)
    if shutil.which("terraform"):
        text = planned(folder)
        (folder / "plan.json").write_text(text)
        if request.config.getoption("--update"):
            (FIXTURE / "plan.json").write_text(text)
    return folder


def inspected(path: Path, folder: Path) -> View:
    view = understood(Run(Options((path,), Config(folder), base=folder)))
    assert view["notifications"] == []
    return {r["address"]: r for r in view["resources"]}


def without(view: View, *names: str) -> View:
    return {a: {k: v for k, v in r.items() if k not in names} for a, r in view.items()}


def test_with_the_sources_beside_it_a_plan_is_as_its_sources(sources: Path) -> None:
    written = inspected(sources / "main.tf", sources)
    assert len(written) == 18
    assert without(inspected(sources / "plan.json", sources), "root") == without(written, "root")


def test_without_sources_only_what_a_plan_does_not_tell_differs(sources: Path, tmp_path: Path) -> None:
    shutil.copy(sources / "plan.json", tmp_path)
    written = without(inspected(sources / "main.tf", sources), *ELSEWHERE)
    alone = without(inspected(tmp_path / "plan.json", tmp_path), *ELSEWHERE)
    assert {a for a in written if written[a] != alone[a]} == LOST
    assert without(alone, "attributes") == without(written, "attributes")
    assert _known(alone) == _known(written)


def test_the_recorded_plan_is_the_one_that_terraform_makes(sources: Path) -> None:
    def lasting(path: Path) -> Any:
        plan = json.loads((path / "plan.json").read_text())
        return {k: plan[k] for k in ("planned_values", "configuration", "variables")}

    assert lasting(FIXTURE) == lasting(sources)


def test_a_sensitive_value_is_never_shown(sources: Path, tmp_path: Path) -> None:
    shutil.copy(sources / "plan.json", tmp_path)
    secret = inspected(tmp_path / "plan.json", tmp_path)["terraform_data.secret"]
    assert secret["attributes"]["input"] == {"p": {"sensitive": True}, "q": 1}


def _known(view: View) -> Any:
    """The attributes with every unknown as nothing but unknown."""

    def bare(value: Any) -> Any:
        if isinstance(value, list):
            return [bare(item) for item in value]
        if isinstance(value, dict):
            return "?" if "unknown" in value else {k: bare(v) for k, v in value.items()}
        return value

    return {address: bare(resource["attributes"]) for address, resource in view.items()}
