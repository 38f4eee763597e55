"""Record what the real terraform makes of the configurations in `configurations/`.

Run by hand when configurations are added or changed:
`python tests/oracle/record_configurations.py [NAME …]`. It needs a `terraform` on the PATH, no
network and no provider: the only resource type is `terraform_data`, which is built in. The
answers go into `configurations.json`, which is committed.

Each configuration is planned and applied in a copy of its directory. Recorded are its outputs
and the `input` of every `terraform_data`, by address: what the plan says (`after`,
`after_unknown`), and what came out after apply (`value`, `type`). A configuration may have an
`options.json`: `root` (the directory to run in), `workspace`, `options` (`-var=…` and
`-var-file=…`, in order) and `environment` (`TF_VAR_…` without that prefix).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONFIGURATIONS = HERE / "configurations"
RECORDED = HERE / "configurations.json"

Record = dict[str, Any]


class Refused(Exception):
    """Terraform refuses a configuration."""


def options_of(configuration: Path) -> dict[str, Any]:
    """How a configuration is run."""
    path = configuration / "options.json"
    options: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return options


def record(configuration: Path) -> Record:
    """The outputs and the instances of one configuration."""
    options = options_of(configuration)
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(configuration, directory, dirs_exist_ok=True)
        work = Path(directory) / options.get("root", ".")
        _run(work, "init")
        if "workspace" in options:
            _run(work, "workspace", "new", options["workspace"])
        environment = {f"TF_VAR_{name}": text for name, text in options.get("environment", {}).items()}
        _run(
            work, "plan", "-no-color", "-lock=false", "-out=p.bin", *options.get("options", ()), **environment
        )
        plan = _decode(_run(work, "show", "-json", "p.bin"))
        _run(work, "apply", "-lock=false", "p.bin")
        outputs = _decode(_run(work, "output", "-json"))
        state = _decode(_run(work, "state", "pull"))
    return {"outputs": _outputs(plan, outputs), "instances": _instances(plan, state)}


def _outputs(plan: Any, outputs: Any) -> dict[str, Record]:
    records = {}
    for name, change in plan.get("output_changes", {}).items():
        answer = {"after": change.get("after"), "after_unknown": change["after_unknown"]}
        # An output that is null is not kept in the state.
        applied = outputs.get(name, {"value": None, "type": "dynamic"})
        records[name] = answer | {"value": applied["value"], "type": applied["type"]}
    return records


def _instances(plan: Any, state: Any) -> dict[str, Record]:
    applied = dict(_applied(state))
    records = {}
    for resource in plan.get("resource_changes", ()):
        change = resource["change"]
        key = (resource.get("module_address", ""), resource["name"], resource.get("index"))
        records[resource["address"]] = {
            "after": change["after"].get("input"),
            "after_unknown": change["after_unknown"].get("input", False),
            **applied[key],
        }
    return records


def _applied(state: Any) -> Iterator[tuple[tuple[str, str, Any], Record]]:
    """Inputs in the state, where values of any type are written with their type; by module, name and key."""
    for resource in state["resources"]:
        for instance in resource["instances"]:
            key = (resource.get("module", ""), resource["name"], instance.get("index_key"))
            yield key, _typed(instance["attributes"]["input"])


def _typed(dynamic: Any) -> Record:
    if dynamic is None:
        return {"value": None, "type": "dynamic"}
    return {"value": dynamic["value"], "type": dynamic["type"]}


def _run(work: Path, *arguments: str, **more: str) -> str:
    hidden = ("TF_CLI_CONFIG_FILE", "TF_WORKSPACE", "TF_DATA_DIR")
    environment = {
        k: v
        for k, v in os.environ.items()
        if k not in hidden and not k.startswith(("TF_VAR_", "TF_CLI_ARGS"))
    }
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=work,
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"terraform {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _decode(text: str) -> Any:
    """JSON with numbers kept as text, since they have more digits than a float."""
    return json.loads(text, parse_int=str, parse_float=str)


def main(names: list[str]) -> None:
    """Record the named configurations, or all, and write `configurations.json`."""
    known: dict[str, Record] = {}
    if names and RECORDED.is_file():
        known = json.loads(RECORDED.read_text(encoding="utf-8"))
    present = sorted(path for path in CONFIGURATIONS.iterdir() if path.is_dir())
    records, refused = dict(known), []
    for path in present:
        if names and path.name not in names:
            continue
        try:
            records[path.name] = record(path)
        except Refused as error:
            refused.append(f"{path.name}: {error}")
    if refused:
        raise SystemExit("\n".join(refused))
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(r, ensure_ascii=False, sort_keys=True)}"
        for name, r in sorted(records.items())
    )
    RECORDED.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{len(names) or len(present)} configurations recorded")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
