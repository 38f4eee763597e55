from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reslint.errors import InputError
from reslint.frontends.cloudformation.load import load
from reslint.frontends.cloudformation.tree import to_tree
from reslint.model.inventory import Loaded
from reslint.model.raw import Deployment, RawResource, Root
from reslint.model.span import Source
from reslint.model.value import Named, Ref

Load = Callable[..., Loaded]
Resource = Callable[..., RawResource]


def test_a_resource_has_its_id_its_block_and_its_properties_lines(resource: Resource) -> None:
    a = resource(
        "Resources:\n  A:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MultiAZ: false\n\n# end\n"
    )
    assert (a.address, a.block, a.type, a.provider) == ("A", "A", "AWS::RDS::DBInstance", "aws")
    assert (a.span.text, a.span.line, a.body.line, a.body.end_line) == ("A", 2, 2, 5)
    value = a.get("MultiAZ")
    assert value.span is not None
    assert (value.data, value.span.line, value.span.text, value.path) == (
        False,
        5,
        "false",
        ("A", ("MultiAZ",)),
    )


def test_json_has_lines_too(resource: Resource) -> None:
    a = resource(
        '{\n "Resources": {\n  "A": {\n   "Type": "AWS::X::Y",\n   "Properties": {\n    "P": "v"\n}}}}'
    )
    value = a.get("P")
    assert value.span is not None
    assert (a.span.line, value.span.line, value.span.text) == (3, 6, '"v"')


def test_a_property_that_is_not_written_is_absent_and_stands_at_the_id(resource: Resource) -> None:
    value = resource("Resources:\n  A: {Type: AWS::X::Y}\n").get("P")
    assert value.absent
    assert value.span is not None
    assert value.span.text == "A"


def test_an_aliased_block_ends_at_its_own_key(loaded: Load) -> None:
    found = loaded("Resources:\n  A: &a {Type: AWS::X::Y, Properties: {P: 1}}\n  B: *a\n")
    assert [r.span.line for r in found.resources] == [2, 3]
    assert found.resources[1].get("P").data == 1
    assert [(n.level, n.code) for n in found.notifications] == [("note", "yaml-alias")]


def test_the_region_is_a_symbol_until_it_is_given(resource: Resource) -> None:
    text = "Resources:\n  A: {Type: AWS::SQS::Queue}\n"
    assert resource(text).region.symbol == Named("AWS::Region")
    assert resource(text).account.symbol == Named("AWS::AccountId")
    given = resource(text, region="eu-west-1", account="123456789012")
    assert (given.region.data, given.account.data) == ("eu-west-1", "123456789012")


@pytest.mark.parametrize(
    ("kind", "has_region"),
    [
        ("AWS::IAM::Role", False),
        ("AWS::Route53::RecordSet", False),
        ("AWS::CloudFront::Distribution", False),
        ("AWS::WAF::WebACL", False),
        ("AWS::Route53Resolver::ResolverRule", True),
        ("AWS::WAFv2::WebACL", True),
        ("AWS::S3::Bucket", True),
    ],
)
def test_some_types_have_no_region(resource: Resource, kind: str, has_region: bool) -> None:
    assert (
        resource(f"Resources:\n  A: {{Type: '{kind}'}}\n", region="eu-west-1").region.absent is not has_region
    )


def test_attributes_beside_the_properties_are_kept_apart(resource: Resource) -> None:
    a = resource(
        """
        Resources:
          A:
            Type: AWS::AutoScaling::AutoScalingGroup
            DeletionPolicy: RetainExceptOnCreate
            UpdateReplacePolicy: !If [X, Retain, Retain]
            DependsOn: [B, C]
            CreationPolicy: {ResourceSignal: {Count: 2}}
            UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 1}}
            Metadata: {aws:cdk:path: Stack/A}
            Properties: {DeletionPolicy: no-meta}
        """
    )
    meta = a.meta
    assert (meta["DeletionPolicy"].data, meta["UpdateReplacePolicy"].data) == (
        "RetainExceptOnCreate",
        "Retain",
    )
    assert [item.refs for item in meta["DependsOn"].items] == [(Ref("B"),), (Ref("C"),)]
    assert meta["CreationPolicy"].entries["ResourceSignal"].entries["Count"].data == 2
    assert meta["UpdatePolicy"].entries["AutoScalingRollingUpdate"].entries["MinInstancesInService"].data == 1
    assert meta["Metadata"].entries["aws:cdk:path"].data == "Stack/A"
    assert a.get("DeletionPolicy").data == "no-meta"


def test_other_sections_are_no_resources(loaded: Load) -> None:
    found = loaded(
        """
        Rules: {R: {Assertions: [{Assert: {'Fn::Contains': [[a], !Ref X]}}]}}
        Hooks: {H: {Type: 'AWS::CodeDeploy::BlueGreen'}}
        Metadata: {M: {Type: AWS::S3::Bucket}}
        Outputs: {O: {Type: AWS::S3::Bucket, Value: !Ref A}}
        Resources:
          A: {Type: 'Custom::Thing', Properties: {ServiceToken: x}}
        """
    )
    assert [(r.address, r.type) for r in found.resources] == [("A", "Custom::Thing")]


def test_modules_are_opaque_and_their_parts_can_be_referred_to(loaded: Load) -> None:
    found = loaded(
        """
        Resources:
          M: {Type: 'Org::Net::Vpc::MODULE'}
          A: {Type: AWS::X::Y, Properties: {P: !Ref M.Subnet, Q: !GetAtt M.Subnet.Arn}}
        """
    )
    assert found.opaque == ["M"]
    assert [str(found.resources[1].get(n).symbol) for n in "PQ"] == ["M.Subnet.Ref", "M.Subnet.Arn"]


def test_a_third_party_macro_leaves_unwritten_properties_unknown(resource: Resource, loaded: Load) -> None:
    text = (
        "Transform: [AWS::LanguageExtensions, Mine]\nResources:\n  A: {Type: AWS::X::Y, Properties: {P: 1}}\n"
    )
    a = resource(text)
    assert a.get("P").data == 1
    assert a.get("Other").unknown is not None
    assert list(a.attributes) == ["P"]
    assert [(n.level, n.code) for n in loaded(text).notifications] == [("warning", "opaque-macro")]


def test_a_macro_inside_properties_leaves_the_rest_of_them_unknown(resource: Resource) -> None:
    for form in ("{P: 1, 'Fn::Transform': {Name: AWS::Include}}", "{'Fn::Transform': {Name: AWS::Include}}"):
        a = resource(f"Resources:\n  A: {{Type: AWS::X::Y, Properties: {form}}}\n")
        assert a.get("Other").unknown is not None


def test_properties_may_be_chosen_as_a_whole(resource: Resource) -> None:
    text = """
        Parameters: {Env: {Type: String}}
        Conditions: {P: !Equals [!Ref Env, prod]}
        Resources:
          A:
            Type: AWS::X::Y
            Properties: !If [P, {Same: 1, Differs: 2, Only: 3}, {Same: 1, Differs: 4}]
        """
    a = resource(text)
    assert a.get("Same").data == 1
    assert (a.get("Differs").unknown is None, a.get("Only").unknown is None) == (False, False)
    assert resource(text, Env="prod").get("Only").data == 3
    assert resource(text, Env="dev").get("Only").absent


def test_an_entry_without_a_type_is_told_and_the_rest_is_read(loaded: Load) -> None:
    found = loaded("Resources:\n  X: text\n  A: {Type: AWS::X::Y}\n  Fn::Transform: {Name: AWS::Include}\n")
    assert [r.address for r in found.resources] == ["A"]
    assert [(n.code, n.span and n.span.line) for n in found.notifications] == [
        ("not-a-resource", 2),
        ("not-a-resource", 4),
    ]


def test_a_syntax_error_is_one_notification_with_file_line_and_column(loaded: Load) -> None:
    (told,) = loaded("Resources:\n  A: {Type: AWS::X::Y\n").notifications
    assert (told.level, told.code, told.file) == ("error", "syntax-error", "t.yaml")
    assert told.span is not None
    assert told.span.line == 3


def test_a_duplicate_key_is_told_and_the_rest_is_read(loaded: Load) -> None:
    found = loaded("Resources:\n  A: {Type: AWS::X::Y}\n  B: {Type: AWS::X::Y}\n  A: {Type: AWS::X::Z}\n")
    assert sorted((r.address, r.type) for r in found.resources) == [("A", "AWS::X::Z"), ("B", "AWS::X::Y")]
    assert [(n.level, n.code) for n in found.notifications] == [("warning", "duplicate-key")]


def test_what_is_no_template_gives_nothing(loaded: Load) -> None:
    found = loaded("kind: Pod\n")
    assert (found.resources, found.literals, found.notifications) == ([], [], [])


def test_an_unreadable_file_is_a_notification() -> None:
    def read(path: Path) -> Source:
        raise InputError("cannot read t.yaml: no permission")

    deployment = Deployment("default", Root("cloudformation", Path("t.yaml"), "t.yaml"))
    assert [n.code for n in load(deployment, read).notifications] == ["unreadable-file"]


def test_everything_follows_from_the_tree_as_a_cache_keeps_it() -> None:
    source = Source("t.yaml", "Resources:\n  A: # reslint: ignore[a-rule] why\n    Type: AWS::X::Y\n")
    kept = json.loads(json.dumps(to_tree(source)))
    deployment = Deployment("default", Root("cloudformation", Path("t.yaml"), "t.yaml"))
    found = load(deployment, lambda _: source, lambda _: kept)
    assert ([r.address for r in found.resources], len(found.suppressions)) == (["A"], 1)
