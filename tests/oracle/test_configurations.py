"""Whole configurations against the recorded answers of the real terraform.

See `record_configurations.py`. The instances and their addresses, their inputs, and the
outputs must be terraform's: with the same values and types, and known where the plan knows
them, unless `different_configurations.json` says why not.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from agreement import agrees, missing_in, shown
from record_configurations import CONFIGURATIONS, RECORDED, options_of

from reslint.frontends.terraform.load import load, root_instance
from reslint.frontends.terraform.modules import Modules
from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.scope import has_failed
from reslint.model.raw import Deployment, Root
from reslint.model.value import Value

Record = dict[str, Any]

RECORDS: dict[str, Record] = json.loads(RECORDED.read_text(encoding="utf-8"))
DIFFERENT: dict[str, str] = json.loads(
    Path(__file__).with_name("different_configurations.json").read_text(encoding="utf-8")
)
"""`NN-name: output.x` or `NN-name: ADDRESS` of which we know less than terraform; and why."""


def test_every_configuration_is_recorded() -> None:
    """No configuration waits for its record, and none is recorded that is gone."""
    assert sorted(RECORDS) == sorted(path.name for path in CONFIGURATIONS.iterdir())


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_instances(name: str) -> None:
    """The same instances, with terraform's addresses, and none of which it is open whether they exist."""
    _, instances = _evaluated(name)
    assert sorted(instances) == sorted(RECORDS[name]["instances"])


def _parts(name: str) -> list[str]:
    return [*(f"output.{n}" for n in RECORDS[name]["outputs"]), *RECORDS[name]["instances"]]


AGREEING = [(n, part) for n in sorted(RECORDS) for part in _parts(n) if f"{n}: {part}" not in DIFFERENT]


@pytest.mark.parametrize(("name", "part"), AGREEING, ids=[f"{n}: {p}" for n, p in AGREEING])
def test_value(name: str, part: str) -> None:
    """Our value of an output, or of the input of an instance, is terraform's."""
    assert _difference(name, part) is None


def test_each_difference_is_still_one() -> None:
    """No entry of `different_configurations.json` outlives its reason."""
    listed = [tuple(entry.split(": ", 1)) for entry in DIFFERENT]
    assert [(n, part) for n, part in listed if part not in _parts(n)] == []
    assert [(n, part) for n, part in listed if _difference(n, part) is None] == []


@cache
def _evaluated(name: str) -> tuple[dict[str, Value], dict[str, Value]]:
    """Our outputs by `output.NAME`, and the inputs of our instances by address."""
    directory = CONFIGURATIONS / name
    options = options_of(directory)
    root = directory / options.get("root", ".")
    deployment = Deployment(
        name,
        Root("terraform", root, name),
        var_options=tuple(_given(root, option) for option in options.get("options", ())),
        environment=options.get("environment", {}),
        workspace=options.get("workspace", "default"),
    )
    reader = Reader(directory)
    loaded = load(deployment, reader)
    module = root_instance(deployment, Modules(reader, root, directory))
    outputs = {f"output.{n}": module.output(n) for n in module.config.outputs}
    return outputs, {
        r.address: r.get("input") for r in loaded.resources if not r.is_data and r.exists is None
    }


def _given(root: Path, option: str) -> Path | tuple[str, str]:
    if option.startswith("-var-file="):
        return root / option.removeprefix("-var-file=")
    name, _, text = option.removeprefix("-var=").partition("=")
    return name, text


def _difference(name: str, part: str) -> str | None:
    """What is wrong with our value, in one line; None if nothing is."""
    outputs, instances = _evaluated(name)
    value = {**outputs, **instances}[part]
    kind, _, output = part.partition(".")
    record = RECORDS[name]["outputs"][output] if kind == "output" else RECORDS[name]["instances"][part]
    if has_failed(value):
        return f"we refuse it: {value.unknown.reason if value.unknown else ''}"
    if not agrees(value, record["value"], record["type"]):
        return f"after apply it is {record['value']} ({record['type']}); we have {shown(value)}"
    if missing_in(value, record["after"], record["after_unknown"]):
        return f"terraform knows more ({record['after']}); we have {shown(value)}"
    return None
