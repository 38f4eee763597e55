from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reslint.frontends.cloudformation.functions import FUNCTIONS
from reslint.frontends.cloudformation.load import load
from reslint.model.raw import Deployment, Root
from reslint.model.span import Source
from reslint.model.value import Value, walk

NAMES = [
    "A",
    "B",
    "P",
    "C",
    "M",
    "x",
    "AWS::NoValue",
    "AWS::Region",
    "",
    "0",
    "${A}",
    "${P.x}",
    "{{resolve:ssm:x}}",
]
keys = st.sampled_from([*FUNCTIONS, *NAMES, "Fn::ForEach::L", "Fn::Unheard", "DefaultValue", "Type"])
scalars = st.one_of(
    st.sampled_from(NAMES), st.booleans(), st.integers(-2, 300), st.none(), st.floats(allow_nan=False)
)
expressions = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=2)),
    max_leaves=15,
)


def template(parts: dict[str, Any]) -> str:
    import json

    resource = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": parts["a"], "Q": parts["b"]}}
    return json.dumps({
        "Parameters": {"P": {"Type": "CommaDelimitedList", "Default": parts["p"]}},
        "Mappings": {"M": {"x": parts["m"]}},
        "Conditions": {"C": parts["c"], "Fn::ForEach::L": parts["d"]},
        "Transform": parts["t"],
        "Resources": {
            "A": {**resource, "Condition": "C", "DependsOn": parts["d"], "UpdatePolicy": parts["m"]},
            "B": {"Type": "AWS::EC2::Subnet", "Properties": parts["p"], "Metadata": {"reslint": parts["a"]}},
            "Fn::ForEach::L": ["x", parts["d"], {"R${x}": resource}],
        },
    })  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys("abcdmpt", expressions)))
def test_no_template_raises_and_every_span_lies_inside(parts: dict[str, Any]) -> None:
    text = template(parts)
    deployment = Deployment("default", Root("cloudformation", Path("t"), "t"))
    found = load(deployment, lambda _: Source("t", text))
    values: list[Value] = []
    for resource in found.resources:
        values += [resource.get(name) for name in resource.attributes]
        values += [resource.meta[name] for name in resource.meta]
    spans = [part.span for value in values for part in walk(value) if part.span]
    spans += [literal.span for literal in found.literals] + [s.scope for s in found.suppressions]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
