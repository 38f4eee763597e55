"""Regions and zones that are typed into texts: what counts, and what names a place on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.engine import finding as engine
from reslint.model.inventory import Inventory

Read = Callable[..., Inventory]
Report = Callable[..., engine.Report]


def typed_in(inventory: Inventory) -> list[tuple[Any, ...]]:
    return [
        (r.attribute("place").data, r.attribute("role").data)  # type: ignore[union-attr]
        for r in inventory.of_kind("Text")
        if r.attribute("dependency").data == "typed-in"  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('queue = "arn:aws:sqs:eu-west-1:123456789012:orders"', ("eu-west-1", "arn")),
        ('endpoint = "https://sqs.us-east-1.amazonaws.com"', ("us-east-1", "host")),
        ('image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1"', ("us-east-1", "image")),
        ('user_data = "aws s3 cp s3://b . --region us-west-2"', ("us-west-2", "user-data")),
        ('environment = { REGION = "eu-west-1" }', ("eu-west-1", "environment")),
        ('environment = { REGIONS = "eu-west-1,eu-west-1" }', ("eu-west-1", "environment")),
        ('environment = { OPTS = "-v --region eu-west-1" }', ("eu-west-1", "environment")),
        ('environment = { OPTS = "region=eu-west-1 size=2" }', ("eu-west-1", "environment")),
        ('environment = { CONFIG = "{\\"region\\": \\"eu-west-1\\"}" }', ("eu-west-1", "environment")),
        ('environment = { DB = "db.eu-west-1.shop.internal:5432" }', ("eu-west-1", "environment")),
        ('environment = { Q = "https://${var.q}.eu-west-1.amazonaws.com" }', ("eu-west-1", "environment")),
        ('service_name = "com.amazonaws.eu-west-3.s3"', ("eu-west-3", "argument")),
        ('service_name = "com.amazonaws.eu-west-3.${var.service}"', ("eu-west-3", "argument")),
        ('availability_zone = "eu-west-1a"', ("eu-west-1a", "argument")),
    ],
)
def test_a_place_in_a_text_that_is_used(tf: Read, body: str, expected: tuple[str, str]) -> None:
    assert typed_in(tf(f'resource "aws_thing" "a" {{\n  {body}\n}}\n')) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        'provider "aws" {\n  region = "us-east-1"\n}\n',
        'terraform {\n  backend "s3" {\n    region = "us-east-1"\n  }\n}\n',
        'variable "region" {\n  default = "eu-west-1"\n}\n',
        'module "a" {\n  source = "x/y/z"\n  region = "eu-west-1"\n}\n',
        'resource "aws_s3_bucket" "a" {\n  region = "eu-west-1"\n}\n',
        'resource "aws_s3_bucket" "a" {\n  bucket = "logs-eu-west-1-prod"\n}\n',
        'resource "aws_dynamodb_table" "a" {\n  replica {\n    region_name = "us-east-1"\n  }\n}\n',
        'resource "aws_x" "a" {\n  count = local.region == "us-east-1" ? 1 : 0\n}\n',
        'resource "aws_x" "a" {\n  tags = { Region = "us-east-1" }\n}\n',
        '# us-east-1\nresource "aws_x" "a" {\n  description = "in us-east-1"\n}\n',
        'resource "aws_cloudfront_distribution" "a" {\n  viewer_certificate {\n'
        '    acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/a"\n  }\n}\n',
        'resource "aws_x" "a" {\n  acl = "arn:aws:wafv2:us-east-1:1:global/webacl/a"\n}\n',
        'resource "aws_x" "a" {\n  zone = "us-west-2-lax-1a"\n}\n',
        'resource "aws_x" "a" {\n  code = "xus-east-1y"\n}\n',
    ],
)
def test_a_place_that_is_named_on_purpose(tf: Read, text: str) -> None:
    assert typed_in(tf(text)) == []


def test_occurrences_of_one_place_in_one_role_are_one_text(tf: Read) -> None:
    inventory = tf(
        'resource "aws_x" "a" {\n'
        '  one = "arn:aws:sqs:eu-west-1:1:a"\n'
        '  two = "arn:aws:sqs:eu-west-1:1:b"\n'
        '  six = "arn:aws:sqs:eu-west-2:1:b"\n'
        "}\n"
    )
    assert [r.attribute("occurrences").data for r in inventory.of_kind("Text")] == [2, 1]  # type: ignore[union-attr]


def test_the_place_is_underlined_and_not_the_whole_text(tf: Read) -> None:
    (text,) = tf('resource "aws_x" "a" {\n  one = "arn:aws:sqs:eu-west-1:1:a"\n}\n').of_kind("Text")
    assert text.raw.span.text == "eu-west-1"


def test_region_conditions_and_maps_of_a_template_are_no_dependency(cfn: Read) -> None:
    inventory = cfn(
        "Mappings:\n  ByRegion:\n    us-east-1: {Ami: ami-1}\n"
        "Conditions:\n  Here: !Equals [!Ref AWS::Region, us-east-1]\n"
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n"
    )
    assert typed_in(inventory) == []


@pytest.mark.parametrize(
    "body",
    [
        'user = "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_a"',
        'user = "arn:aws:iam::${local.id}:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_a"',
        'role = "arn:aws:iam::1:role/deploy-eu-west-2-lambda"',
        'bucket_arn = "arn:aws:s3:::backups-eu-west-2"',
        'policy = jsonencode({ Resource = "arn:aws:s3:::${local.id}.eu-west-1.example.com" })',
        'policy = "{\\"Resource\\": \\"arn:aws:logs:*:1:log-group:/aws/lambda/us-east-1.view:*\\"}"',
        'policy = jsonencode({ Condition = { StringEquals = { "aws:RequestedRegion" = ["eu-west-1"] } } })',
        'policy = "{\\"StringEquals\\": {\\"aws:RequestedRegion\\": \\"arn:aws:sqs:eu-west-1:1:a\\"}}"',
        'user_data = "#!/bin/sh\\n# made for eu-west-1\\ntrue"',
        'user_data = "name=awslogsdelivery+s3_us-east-1"',
        'VPCRegion = "us-east-1"',
        'environment = { NOTE = "text about us-east-1 region" }',
        'environment = { NOTE = "Note: us-east-1 went down, see https://example.com" }',
        'environment = { NOTE = "a multi-region us-east-1 failover" }',
        'environment = { BUCKET = "logs-us-east-1-prod" }',
        'environment = { NAME = "bucket=logs-us-east-1-prod" }',
    ],
)
def test_a_place_inside_a_name_a_remark_or_an_allow_list(tf: Read, body: str) -> None:
    assert typed_in(tf(f'resource "aws_thing" "a" {{\n  {body}\n}}\n')) == []


def test_a_variable_for_the_region_is_what_the_code_should_have(tf: Read) -> None:
    assert typed_in(tf('variable "aws_region_global" {\n  default = "us-east-1"\n}\n')) == []


def test_a_container_that_logs_into_a_region_depends_on_it(tf: Read) -> None:
    text = 'resource "aws_thing" "a" {\n  options = { awslogs-region = "eu-west-1" }\n}\n'
    assert typed_in(tf(text)) == [("eu-west-1", "argument")]


@pytest.mark.parametrize(("principal", "expected"), [("route53", []), ("events", [("us-east-1", "arn")])])
def test_a_log_policy_for_a_service_at_the_edge_has_to_name_us_east_1(
    tf: Read, principal: str, expected: list[Any]
) -> None:
    text = (
        'data "aws_iam_policy_document" "a" {\n  statement {\n    resources = ["arn:aws:logs:us-east-1:*:*"]\n'
        f'    principals {{\n      identifiers = ["{principal}.amazonaws.com"]\n    }}\n  }}\n}}\n'
    )
    assert [place for place, _ in typed_in(tf(text))] == [place for place, _ in expected]


def test_zones_of_one_region_are_one_text(tf: Read) -> None:
    text = 'resource "aws_x" "a" {\n  zones_used = ["eu-west-1b", "eu-west-1a"]\n  other = "eu-west-2a"\n}\n'
    places = [place for place, _ in typed_in(tf(text))]
    assert places == ["eu-west-1a, eu-west-1b", "eu-west-2a"]


def test_the_cdk_puts_places_into_its_output_from_the_environment_of_the_app(cfn: Read) -> None:
    text = (
        "Resources:\n  A:\n    Type: AWS::EC2::Subnet\n    Properties:\n      AvailabilityZone: eu-west-1a\n"
        "      CidrBlock: 10.0.0.0/24\n      VpcId: vpc-1\n"
    )
    written = text + "    Metadata:\n      aws:cdk:path: Stack/Vpc/A\n"
    assert [typed_in(cfn(t)) for t in (text, written)] == [[("eu-west-1a", "argument")], []]


def test_a_policy_that_lists_several_regions_holds_in_all_of_them(tf: Read) -> None:
    one, other = '"arn:aws:ecs:eu-west-1:1:service/a"', '"arn:aws:ecs:eu-west-2:1:service/a"'
    text = 'data "aws_iam_policy_document" "a" {{\n  statement {{\n    resources = [{0}]\n  }}\n}}\n'
    assert typed_in(tf(text.format(f"{one}, {other}"))) == []
    assert [place for place, _ in typed_in(tf(text.format(one)))] == ["eu-west-1"]


CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/a"


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ('resource "aws_lb_listener" "a"', "certificate_arn"),
        ('resource "aws_apigatewayv2_domain_name" "a"', "certificate_arn"),
        ('resource "aws_api_gateway_domain_name" "a"', "regional_certificate_arn"),
    ],
)
def test_what_is_regional_needs_a_certificate_of_its_own_region(
    tf: Read, header: str, attribute: str
) -> None:
    text = f'{header} {{\n  {attribute} = "{CERTIFICATE}"\n}}\n'
    assert typed_in(tf(text)) == [("us-east-1", "arn")]


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ('resource "aws_cognito_user_pool_domain" "a"', "certificate_arn"),
        ('resource "aws_appsync_domain_name" "a"', "certificate_arn"),
        ('resource "aws_api_gateway_domain_name" "a"', "certificate_arn"),
        ('variable "certificate"', "default"),
        ("locals", "certificate"),
        ('module "site"', 'source = "x/y/z"\n  certificate'),
    ],
)
def test_what_is_or_may_be_at_the_edge_needs_a_certificate_of_us_east_1(
    tf: Read, header: str, attribute: str
) -> None:
    assert typed_in(tf(f'{header} {{\n  {attribute} = "{CERTIFICATE}"\n}}\n')) == []


def test_a_template_hands_a_certificate_on_and_a_listener_uses_it(cfn: Read) -> None:
    stack = "Type: AWS::CloudFormation::Stack\n    Properties:\n      Parameters:\n        Certificate: "
    listener = (
        "Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      Certificates:\n"
        "        - CertificateArn: "
    )
    found = [typed_in(cfn(f"Resources:\n  A:\n    {body}{CERTIFICATE}\n")) for body in (stack, listener)]
    assert found == [[], [("us-east-1", "arn")]]


@pytest.mark.parametrize("rule", ["hard-coded-region", "hard-coded-zone"])
@pytest.mark.parametrize("suppressed", [0, 1])
def test_a_suppressed_occurrence_does_not_take_the_others_with_it(
    report_of: Report, rule: str, suppressed: int
) -> None:
    text = "arn:aws:sqs:eu-west-1:1:a" if rule == "hard-coded-region" else "eu-west-1a"
    lines = [f'  one = "{text}"', f'  two = "{text}"']
    lines[suppressed] += f" # reslint: ignore[{rule}] it is meant"
    report = report_of("terraform", 'resource "aws_x" "a" {\n' + "\n".join(lines) + "\n}\n")
    assert [finding.primary.line for finding in report.findings] == [3 - suppressed]
    assert [taken.finding.primary.line for taken in report.suppressed] == [2 + suppressed]


def test_a_suppressed_block_leaves_one_finding_for_the_others(report_of: Report) -> None:
    block = 'resource "aws_x" "{}" {{\n  q = "arn:aws:sqs:eu-west-1:1:a"\n}}\n'
    comment = "# reslint: ignore[hard-coded-region] it is meant\n"
    report = report_of("terraform", block.format("a") + comment + block.format("b") + block.format("c"))
    assert [finding.primary.line for finding in report.findings] == [2]
    assert [taken.finding.block for taken in report.suppressed] == ["aws_x.b"]
