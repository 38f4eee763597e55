from __future__ import annotations

import itertools
from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reslint.model.value import (
    AttributeOf,
    Concat,
    ElementOf,
    ListOf,
    MapOf,
    Named,
    Ref,
    Unknown,
    Value,
    same,
)

if TYPE_CHECKING:
    from reslint.model.raw import RawResource

Evaluate = Callable[..., Value]


def plain(value: Value) -> object:
    if isinstance(value.data, ListOf):
        return [plain(v) for v in value.items] + (["…"] if value.data.rest else [])
    if isinstance(value.data, MapOf):
        return {k: plain(v) for k, v in value.entries.items()} | ({"…": 0} if value.data.rest else {})
    return "?" if isinstance(value.data, Unknown) else value.data


PARAMETERS = """
Parameters:
  Env: {Type: String}
  Size: {Type: Number, Default: "20"}
  Ratio: {Type: Number, Default: 1.5}
  Flag: {Type: String, Default: true}
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Ports: {Type: List<Number>, Default: "80,443"}
  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
  Ami: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/ami}
  Secret: {Type: String, NoEcho: true, Default: hunter2}
Mappings:
  M:
    us-east-1: {size: 1, list: [a, b]}
    eu-west-1: {size: 2, list: [c]}
Conditions:
  Always: !Equals [a, a]
  Never: !Not [!Condition Always]
  Open: !Equals [!Ref Env, prod]
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true", True),
        ("'true'", "true"),
        ("5", 5),
        ("1.50", Decimal("1.5")),
        ("~", None),
        ("!Ref Size", 20),
        ("!Ref Ratio", Decimal("1.5")),
        ("!Ref Flag", "true"),
        ("!Ref Names", ["a", "b"]),
        ("!Ref Ports", [80, 443]),
        ("!Ref Env", "?"),
        ("!Ref Nobody", "?"),
        ("!Ref AWS::NoValue", None),
        ("!Sub 'x-${Size}-${!Size}-${ Flag }'", "x-20-${Size}-true"),
        ("!Sub ['${a}/${Size}', {a: !Ref Flag}]", "true/20"),
        ("!Sub ''", ""),
        ("!Join ['-', [a, !Ref Size, true]]", "a-20-true"),
        ("!Join [',', !Ref Names]", "a,b"),
        ("!Join [',', []]", ""),
        ("!Select [1, !Ref Names]", "b"),
        ("!Select ['0', [x, y]]", "x"),
        ("!Select [5, [x, y]]", "?"),
        ("!Split [',', 'a,b,c']", ["a", "b", "c"]),
        ("!Select [1, !Split ['-', !Sub 'p-${Size}']]", "20"),
        ("!Base64 'echo hi'", b64encode(b"echo hi").decode()),
        ("!Cidr [10.0.0.0/16, 3, 8]", ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]),
        ("!Cidr [2001:db8::/56, 2, 64]", ["2001:db8::/64", "2001:db8:0:1::/64"]),
        ("!Cidr [10.0.0.0/24, 3, 8]", "?"),
        ("!Cidr [nonsense, 3, 8]", "?"),
        ("!FindInMap [M, us-east-1, size]", 1),
        ("!FindInMap [M, us-east-1, list]", ["a", "b"]),
        ("!FindInMap [M, xx, size]", "?"),
        ("!FindInMap [M, xx, size, {DefaultValue: 9}]", 9),
        ("!FindInMap [M, !Ref AWS::Region, size, {DefaultValue: 9}]", "?"),
        ("!ImportValue x", "?"),
        ("!Transform {Name: M}", "?"),
        ("{'Fn::GetStackOutput': {StackName: s}}", "?"),
        ("{'Fn::Length': !Ref Names}", 2),
        ("{'Fn::Length': !Ref Subnets}", "?"),
        ("{'Fn::ToJsonString': {a: [1, true], b: !Ref Size}}", '{"a":[1,true],"b":20}'),
        ("{'Fn::ToJsonString': {a: !Ref Env}}", "?"),
        ("!If [Always, a, b]", "a"),
        ("!If [Never, a, b]", "b"),
        ("!If [Open, a, a]", "a"),
        ("!If [Open, a, b]", "?"),
        ("!If [Missing, a, b]", "?"),
        ("!If [Always, !Ref AWS::NoValue, b]", None),
        ("[a, !If [Never, b, !Ref AWS::NoValue], c]", ["a", "c"]),
        ("[a, !If [Open, b, !Ref AWS::NoValue], c]", ["a", "c", "…"]),
        ("[a, !If [Open, b, c]]", ["a", "?"]),
        ("!If [Open, [a, b], [a]]", ["a", "…"]),
        ("!If [Open, {k: 1, l: 2}, {k: 1, m: 3}]", {"k": 1, "l": "?", "m": "?"}),
        ("{k: !Ref AWS::NoValue, l: 1}", {"l": 1}),
        ("{k: 1, 'Fn::Transform': {Name: AWS::Include}}", {"k": 1, "…": 0}),
        ("!GetAtt B.CidrBlock", "10.0.0.0/16"),
        ("!GetAtt B.VpcId", "?"),
        ("'{{resolve:ssm:/x}}'", "?"),
        ("{Bool: {Condition: {a: b}}}", {"Bool": {"Condition": {"a": "b"}}}),
    ],
)
def test_value(evaluate: Evaluate, expression: str, expected: object) -> None:
    result = plain(evaluate(expression, PARAMETERS))
    assert (result, type(result)) == (expected, type(expected))


def test_given_parameters_win_over_defaults(evaluate: Evaluate) -> None:
    value = evaluate(
        "[!Ref Size, !Ref Env, !Ref Subnets]", PARAMETERS, Size="7", Env="dev", Subnets=["s-1", "s-2"]
    )
    assert plain(value) == [7, "dev", ["s-1", "s-2"]]


def test_a_parameter_without_a_value_says_so(evaluate: Evaluate) -> None:
    assert evaluate("!Ref Env", PARAMETERS).data == Unknown(
        'parameter "Env" has no value', Named("param Env"), "no"
    )


def test_the_default_of_an_ssm_parameter_is_a_name_not_the_value(evaluate: Evaluate) -> None:
    value = evaluate("!Ref Ami", PARAMETERS, Ami="/other")
    assert value.symbol == Named("param Ami")
    assert "Parameter Store" in (value.unknown.reason if value.unknown else "")


def test_noecho_makes_everything_built_from_it_sensitive(evaluate: Evaluate) -> None:
    assert evaluate("!Sub 'pw=${Secret}'", PARAMETERS).sensitive
    assert evaluate("[!Join ['', [!Ref Secret]]]", PARAMETERS).items[0].sensitive
    assert not evaluate("!Ref Size", PARAMETERS).sensitive


def test_a_value_through_a_parameter_stands_at_its_use_because_of_the_default(evaluate: Evaluate) -> None:
    value = evaluate("!Ref Size", PARAMETERS)
    assert (value.origin, value.span and value.span.text) == ("resolved", "!Ref Size")
    assert [b.span.text for b in value.because if b.span] == ['"20"']


def test_a_value_that_a_default_chooses_is_resolved_too(evaluate: Evaluate) -> None:
    head = "Parameters: {F: {Type: String, Default: 'yes'}}\nConditions: {C: !Equals [!Ref F, 'yes']}\n"
    value = evaluate("!If [C, {k: 1}, 2]", head)
    assert (value.origin, value.entries["k"].origin) == ("resolved", "resolved")
    assert value.because
    assert evaluate("!If [Always, 1, 2]", PARAMETERS).origin == "written"


def test_ref_to_a_resource_is_a_symbol_that_is_not_null(evaluate: Evaluate) -> None:
    value = evaluate("!Ref B")
    assert value.data == Unknown("B is known after deployment only", AttributeOf("B", "Ref"), "no")
    assert value.refs == (Ref("B", "Ref"),)


def test_getatt_with_dots_is_one_attribute(evaluate: Evaluate) -> None:
    for form in (
        "!GetAtt B.Endpoint.Address",
        "!GetAtt [B, Endpoint, Address]",
        "{'Fn::GetAtt': B.Endpoint.Address}",
    ):
        assert evaluate(form).symbol == AttributeOf("B", "Endpoint.Address")


def test_an_attribute_that_is_a_written_property_still_refers(evaluate: Evaluate) -> None:
    assert evaluate("!GetAtt B.CidrBlock").refs == (Ref("B", "CidrBlock"),)


@pytest.mark.parametrize(
    "expression",
    [
        "!Sub 'a-${B}'",
        "!Join ['', [x, !Ref B]]",
        "!Select [0, !Split [',', !Ref B]]",
        "!Base64 {Ref: B}",
        "!If [Open, !Ref B, c]",
        "!ImportValue {'Fn::Sub': '${B}-x'}",
        "[!If [Open, !Ref B, !Ref AWS::NoValue]]",
        "{'Fn::ToJsonString': {a: !Ref B}}",
        "{'Fn::Unheard': {a: !Ref B}}",
        "!Transform {Name: M, Parameters: {a: !Ref B}}",
        "!FindInMap [M, !Ref B, size]",
        "!Cidr [!Ref B, 2, 8]",
        "{'Fn::GetAZs': !Ref B}",
    ],
)
def test_references_survive_everything(evaluate: Evaluate, expression: str) -> None:
    value = evaluate(expression, PARAMETERS)
    refs = value.refs or tuple(ref for item in value.items for ref in item.refs)
    assert Ref("B", "Ref") in refs


def test_a_text_with_unknown_parts_keeps_its_beginning_and_a_symbol(evaluate: Evaluate) -> None:
    data = evaluate("!Sub 'log-${Size}-${Env}-x'", PARAMETERS).data
    assert data == Unknown(
        'parameter "Env" has no value', Concat(("log-20-", Named("param Env"), "-x")), "no", "log-20-"
    )


def test_equal_texts_of_unknowns_are_the_same_and_others_differ(evaluate: Evaluate) -> None:
    a, b, c = (evaluate(f"!Sub '${{Env}}-{end}'", PARAMETERS) for end in ("a", "a", "b"))
    assert (same(a, b), same(a, c)) == (True, False)


def test_the_same_zone_twice_is_one_zone_and_others_are_others(evaluate: Evaluate) -> None:
    zones = evaluate(
        "[!Select [0, !GetAZs ''], !Select ['0', {'Fn::GetAZs': !Ref AWS::Region}], !Select [1, !GetAZs '']]"
    ).items
    assert zones[0].symbol == ElementOf(Named("zones of AWS::Region"), 0)
    assert (same(zones[0], zones[1]), same(zones[0], zones[2])) == (True, False)


def test_zones_of_a_known_region_begin_with_its_name(evaluate: Evaluate) -> None:
    value = evaluate("!Select [0, !GetAZs '']", region="eu-west-1")
    assert value.data == Unknown(
        "the zones of a Region are known at deployment only",
        ElementOf(Named("zones of eu-west-1"), 0),
        "no",
        "eu-west-1",
    )
    assert same(value, evaluate("!Select [0, !GetAZs eu-west-1]")) is True


def test_items_of_a_list_parameter_may_repeat(evaluate: Evaluate) -> None:
    items = evaluate(
        "[!Select [0, !Ref Subnets], !Select [0, !Ref Subnets], !Select [1, !Ref Subnets]]", PARAMETERS
    ).items
    assert (same(items[0], items[1]), same(items[0], items[2])) == (True, None)


def test_ranges_cut_from_an_unknown_block_differ(evaluate: Evaluate) -> None:
    items = evaluate("!Cidr [!GetAtt Q.CidrBlock, 2, 8]").items
    assert same(items[0], items[1]) is False


def test_select_from_a_list_with_an_open_item_is_not_guessed(evaluate: Evaluate) -> None:
    assert plain(evaluate("!Select [1, [a, !If [Open, b, !Ref AWS::NoValue], c]]", PARAMETERS)) == "?"


def test_pseudo_parameters_are_symbols_until_given(evaluate: Evaluate) -> None:
    text = "!Sub '${AWS::Region}/${AWS::AccountId}/${AWS::Partition}/${AWS::URLSuffix}'"
    assert evaluate("!Ref AWS::Partition").symbol == Named("AWS::Partition")
    assert plain(evaluate(text)) == "?"
    assert plain(evaluate(text, region="cn-north-1", account="1")) == "cn-north-1/1/aws-cn/amazonaws.com.cn"


def test_a_map_by_region_is_found_when_the_region_is_given(evaluate: Evaluate) -> None:
    expression = "!FindInMap [M, !Ref AWS::Region, size]"
    value = evaluate(expression, PARAMETERS, region="eu-west-1")
    assert (value.data, [b.span.text for b in value.because if b.span]) == (2, ["2"])
    assert same(evaluate(expression, PARAMETERS), evaluate(expression, PARAMETERS)) is True


def test_no_value_on_one_side_of_an_open_condition_may_be_null(evaluate: Evaluate) -> None:
    maybe = evaluate("!If [Open, a, !Ref AWS::NoValue]", PARAMETERS).unknown
    never = evaluate("!If [Open, us-east-1, us-west-2]", PARAMETERS).unknown
    assert maybe is not None
    assert never is not None
    assert (maybe.null, never.null, never.prefix) == ("maybe", "no", "us-")
    assert never.reason == 'condition "Open" is not decided: parameter "Env" has no value'


@pytest.mark.parametrize(
    "expression",
    [
        "'{{resolve:secretsmanager:s:SecretString:a}}'",
        "!Sub '{{resolve:secretsmanager:${B}:SecretString:a}}'",
        "!Sub 'x{{resolve:ssm:/${Size}:1}}'",
        "!Join ['', ['{{resolve:ssm:', !Ref Size, '}}']]",
    ],
)
def test_a_dynamic_reference_is_opaque_however_it_is_written(evaluate: Evaluate, expression: str) -> None:
    found = evaluate(expression, PARAMETERS).unknown
    assert found is not None
    assert "resolve" not in found.prefix
    assert found.reason == "a dynamic reference is resolved at deployment"


def test_equal_dynamic_references_are_the_same_and_others_are_not_known_to_differ(evaluate: Evaluate) -> None:
    a, b, c = (evaluate(f"'{{{{resolve:ssm:/{name}}}}}'") for name in "xxy")
    assert (same(a, b), same(a, c)) == (True, None)


def test_text_growth_is_bounded(evaluate: Evaluate) -> None:
    head = "Parameters: {T: {Type: String, Default: " + "x" * 4000 + "}}\n"
    value = evaluate("!Join ['', [" + ", ".join(["!Ref T"] * 300) + "]]", head)
    assert value.unknown is not None
    assert "longer than" in value.unknown.reason


def test_attributes_that_lead_to_themselves_end(resource: Callable[..., RawResource]) -> None:
    a = resource(
        """
        Resources:
          A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !GetAtt B.CidrBlock}}
          B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !GetAtt A.CidrBlock}}
        """
    )
    assert a.get("CidrBlock").unknown is not None


def test_a_long_chain_that_doubles_ends(resource: Callable[..., RawResource]) -> None:
    names = ["A"] + [f"V{i}" for i in range(200)]
    twice = "!Sub '${{{1}.CidrBlock}}${{{1}.CidrBlock}}'"
    row = "  {0}: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: " + twice + "}}}}"
    rows = [row.format(a, b) for a, b in itertools.pairwise(names)]
    a = resource("Resources:\n" + "\n".join(rows) + "\n")
    assert a.get("CidrBlock").unknown is not None


def test_deep_nesting_over_names_ends(resource: Callable[..., RawResource]) -> None:
    deep = "[" * 80 + "!GetAtt {}.CidrBlock" + "]" * 80
    rows = [
        f"  {a}: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {deep.format(b)}}}}}"
        for a, b in zip("ABCDEFGH", "BCDEFGHI", strict=True)
    ]
    assert not resource("Resources:\n" + "\n".join(rows) + "\n").get("CidrBlock").absent


def test_evaluation_ends_however_often_a_long_list_is_used(
    evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reslint.frontends.cloudformation.scope.MAX_STEPS", 30_000)
    head = "Mappings: {M: {a: {b: [" + ", ".join("x" * 900) + "]}}}\n"
    value = evaluate("[" + ", ".join(["!Join [',', !FindInMap [M, a, b]]"] * 300) + "]", head)
    assert value.items[0].known
    found = value.items[-1].unknown
    assert found is not None
    assert "steps" in found.reason
