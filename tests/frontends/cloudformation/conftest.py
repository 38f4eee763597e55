from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from reslint.frontends.cloudformation.load import load
from reslint.model.inventory import Loaded
from reslint.model.raw import Deployment, RawResource, Root
from reslint.model.span import Source
from reslint.model.value import Value

Load = Callable[..., Loaded]
Evaluate = Callable[..., Value]


@pytest.fixture
def loaded() -> Load:
    """Loads a template's text; keyword arguments are parameters."""

    def run(text: str, region: str | None = None, account: str | None = None, **inputs: object) -> Loaded:
        root = Root("cloudformation", Path("t.yaml"), "t.yaml")
        deployment = Deployment("default", root, inputs, region=region, account=account)
        return load(deployment, lambda path: Source(str(path), dedent(text)))

    return run


@pytest.fixture
def resource(loaded: Load) -> Callable[..., RawResource]:
    """Loads a template and gives its resource `A`."""

    def run(text: str, **given: object) -> RawResource:
        return next(r for r in loaded(text, **given).resources if r.address == "A")

    return run


@pytest.fixture
def evaluate(loaded: Load) -> Evaluate:
    """Evaluates one expression, as the property `P` of a resource `A`, below a head of other sections."""

    def run(expression: str, head: str = "", **given: object) -> Value:
        body = "Resources:\n  A:\n    Type: AWS::X::Y\n    Properties:\n      P: " + expression
        found = loaded(
            dedent(head) + body + "\n  B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n",
            **given,
        )
        assert [n.message for n in found.notifications] == []
        return found.resources[0].get("P")

    return run
