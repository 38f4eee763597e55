"""Functions: who calls them, what happens to failed events; pollers and what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

FUNCTION = 'resource "aws_lambda_function" "f" {\n  function_name = "f"\n}\n'


def function(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Function"))


def test_a_function_without_a_vpc_is_spread_by_the_provider(tf: Make) -> None:
    found = function(tf(FUNCTION))
    assert (found.in_vpc.data, found.zones.how) == (False, "regional")


@pytest.mark.parametrize(
    "caller",
    [
        'resource "aws_cloudwatch_event_target" "x" {\n  arn = aws_lambda_function.f.arn\n}',
        'resource "aws_sns_topic_subscription" "x" {\n  endpoint = aws_lambda_function.f.arn\n}',
        (
            'resource "aws_s3_bucket_notification" "x" {\n  lambda_function {\n'
            "    lambda_function_arn = aws_lambda_function.f.arn\n  }\n}"
        ),
        'resource "aws_scheduler_schedule" "x" {\n  target {\n    arn = aws_lambda_function.f.arn\n  }\n}',
    ],
)
def test_callers_that_do_not_wait(tf: Make, caller: str) -> None:
    assert function(tf(FUNCTION + caller)).invoked_asynchronously.data is True


def test_an_api_waits(tf: Make) -> None:
    integration = "integration_uri = aws_lambda_function.f.invoke_arn"
    api = f'resource "aws_apigatewayv2_integration" "x" {{\n  {integration}\n}}'
    assert function(tf(FUNCTION + api)).invoked_asynchronously.data is False


@pytest.mark.parametrize(
    ("event", "waits_not"), [("Schedule", True), ("SNS", True), ("Api", False), ("SQS", False)]
)
def test_events_of_a_serverless_function(cfn: Make, event: str, waits_not: bool) -> None:
    text = f"""
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        It: {{Type: {event}}}
"""
    assert function(cfn(text)).invoked_asynchronously.data is waits_not


@pytest.mark.parametrize("name", ["aws_lambda_function.f.function_name", "aws_lambda_function.f.arn", '"f"'])
def test_a_failure_destination_in_a_resource_of_its_own(tf: Make, name: str) -> None:
    text = (
        FUNCTION
        + f"""
resource "aws_lambda_function_event_invoke_config" "f" {{
  function_name = {name}
  destination_config {{
    on_failure {{
      destination = "arn:aws:sqs:eu-west-1:1:failed"
    }}
  }}
}}
"""
    )
    assert function(tf(text)).failure_destination.data is True


def test_a_configuration_without_a_destination_keeps_nothing(tf: Make) -> None:
    text = (
        FUNCTION
        + """
resource "aws_lambda_function_event_invoke_config" "f" {
  function_name          = aws_lambda_function.f.function_name
  maximum_retry_attempts = 0
}
"""
    )
    assert function(tf(text)).failure_destination.data is False


def test_a_serverless_dead_letter_queue(cfn: Make) -> None:
    text = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Failed:
    Type: AWS::SQS::Queue
  F:
    Type: AWS::Serverless::Function
    Properties:
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Failed.Arn}
"""
    assert function(cfn(text)).failure_destination.data is True


@pytest.mark.parametrize(
    ("arn", "source"),
    [
        ("aws_dynamodb_table.t.stream_arn", "dynamodb"),
        ('"arn:aws:kinesis:eu-west-1:1:stream/s"', "kinesis"),
        ('"arn:aws:sqs:${var.region}:1:q"', "sqs"),
        ("var.region", None),
    ],
)
def test_what_a_poller_reads(tf: Make, arn: str, source: str | None) -> None:
    text = f"""
variable "region" {{}}

resource "aws_dynamodb_table" "t" {{
  name = "t"
}}

resource "aws_lambda_event_source_mapping" "m" {{
  event_source_arn = {arn}
  function_name    = "f"
}}
"""
    found: Any = next(tf(text).of_kind("EventSource"))
    assert found.source_type.unknown if source is None else found.source_type.data == source
    assert found.max_retries.data == -1


@pytest.mark.parametrize(("protocol", "decided"), [("email", True), ("sqs", True), ("lambda", False)])
def test_a_subscription_that_is_not_for_functions_calls_none(tf: Make, protocol: str, decided: bool) -> None:
    text = (
        f'{FUNCTION}variable "to" {{\n  type = string\n}}\nresource "aws_sns_topic_subscription" "x" {{\n'
        f'  protocol = "{protocol}"\n  endpoint = var.to\n}}\n'
    )
    found = function(tf(text)).invoked_asynchronously
    assert (found.data is False) is decided


def test_a_topic_that_lists_a_mail_address_calls_no_function(cfn: Make) -> None:
    text = (
        "Parameters:\n  To: {Type: String}\nResources:\n  F:\n    Type: AWS::Lambda::Function\n"
        "    Properties: {Role: r, Code: {S3Bucket: b, S3Key: k}}\n  T:\n    Type: AWS::SNS::Topic\n"
        "    Properties:\n      Subscription:\n        - {Endpoint: !Ref To, Protocol: email}\n"
    )
    assert function(cfn(text)).invoked_asynchronously.data is False
