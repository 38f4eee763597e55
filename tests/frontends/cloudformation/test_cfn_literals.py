from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reslint.model.inventory import LiteralText, Loaded

TEMPLATE = """
Description: Shop in us-east-1
Parameters:
  Zone: {Type: String, Default: us-east-1a}
  Password: {Type: String, NoEcho: true, Default: hunter2}
Mappings:
  Amis: {us-east-1: {id: ami-12345678}}
Conditions:
  Here: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  A:
    Type: AWS::X::Y
    Metadata:
      AWS::CloudFormation::Init: {config: {files: {/etc/x: {content: "region=us-west-2"}}}}
      Other: not a literal
    Properties:
      Region: us-west-1
      Handler: app.local
      Image: nginx:latest
      ImageId: ami-0abcdef1234567890
      Url: https://example.com/x
      Host: db.example.com
      Topic: !Sub 'arn:aws:sns:us-east-1:${AWS::AccountId}:t'
      Names: !Join ['.', [a, !If [Here, b, c]]]
      Zones: !GetAZs eu-north-1
      Found: !FindInMap [Amis, us-east-1, id]
      Number: 5
      Environment:
        Variables: {REGION: eu-central-1}
      PolicyDocument: {Statement: [{Resource: '*'}]}
      UserData:
        Fn::Base64: !Sub |
          #!/bin/sh
          aws s3 ls --region ap-south-1 # ${AWS::StackName}
"""


def find(loaded: Callable[..., Loaded], text: str) -> LiteralText:
    (found,) = [literal for literal in loaded(TEMPLATE).literals if text in literal.text]
    return found


def test_roles(loaded: Callable[..., Loaded]) -> None:
    expected = {
        "Shop in": "description",
        "us-east-1a": "variable-default",
        "ami-12345678": "mapping",
        "eu-west-1": "condition",
        "us-west-2": "user-data",
        "us-west-1": "argument",
        "app.local": "argument",
        "nginx:": "image",
        "ami-0abc": "ami",
        "https:": "host",
        "db.example.com": "host",
        "arn:aws": "arn",
        "eu-north-1": "argument",
        "eu-central-1": "environment",
        "*": "policy",
        "ap-south-1": "user-data",
    }
    assert {text: find(loaded, text).role for text in expected} == expected


def test_owner_path_and_place(loaded: Callable[..., Loaded]) -> None:
    literal = find(loaded, "eu-central-1")
    assert (literal.owner, literal.owner_type, literal.path) == (
        "A",
        "AWS::X::Y",
        ("Environment", "Variables", "REGION"),
    )
    assert literal.span.text == "eu-central-1"
    mapping = find(loaded, "ami-12345678")
    assert (mapping.owner, mapping.owner_type, mapping.path) == ("Amis", "", ("us-east-1", "id"))
    assert find(loaded, "us-east-1a").owner == "Zone"


def test_the_pieces_of_a_sub_are_literals_with_their_places(loaded: Callable[..., Loaded]) -> None:
    pieces = [piece for piece in loaded(TEMPLATE).literals if piece.path == ("Topic",)]
    assert [(p.text, p.span.text) for p in pieces] == [
        ("arn:aws:sns:us-east-1:", "arn:aws:sns:us-east-1:"),
        (":t", ":t"),
    ]
    script = find(loaded, "ap-south-1")
    assert script.span.text.startswith("#!/bin/sh")
    assert script.span.text.endswith("ap-south-1 #")


def test_names_separators_numbers_secrets_and_other_metadata_are_none(loaded: Callable[..., Loaded]) -> None:
    texts = {literal.text for literal in loaded(TEMPLATE).literals}
    assert texts.isdisjoint(
        {".", "Amis", "Here", "AWS::Region", "5", "hunter2", "not a literal", "AWS::X::Y"}
    )
    assert {"a", "b", "c"} <= texts


def test_the_regions_that_the_cdk_lists_are_conditions(loaded: Callable[..., Loaded]) -> None:
    found = loaded(
        """
        Conditions:
          CDKMetadataAvailable:
            Fn::Or:
              - Fn::Equals: [{Ref: AWS::Region}, af-south-1]
              - Fn::Equals: [{Ref: AWS::Region}, us-east-1]
        Resources:
          CDKMetadata: {Type: AWS::CDK::Metadata, Condition: CDKMetadataAvailable}
        """
    )
    assert [(x.text, x.role, x.owner) for x in found.literals] == [
        ("af-south-1", "condition", "CDKMetadataAvailable"),
        ("us-east-1", "condition", "CDKMetadataAvailable"),
    ]
