"""Queues, and which of them take the failures of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

POLICY = "redrive_policy = jsonencode({ deadLetterTargetArn = POINTER, maxReceiveCount = 5 })"


def queue(label: str, body: str = "") -> str:
    return f'resource "aws_sqs_queue" "{label}" {{\n{body}\n}}\n'


def named(inventory: Inventory, label: str) -> Any:
    return inventory.by_address[f"aws_sqs_queue.{label}"]


def test_a_redrive_policy_joins_a_queue_with_its_dead_letter_queue(tf: Make) -> None:
    pointer = "aws_sqs_queue.failed.arn"
    inventory = tf(queue("orders", POLICY.replace("POINTER", pointer)) + queue("failed"))
    orders, failed = named(inventory, "orders"), named(inventory, "failed")
    assert not orders.dead_letter_queue.absent
    assert orders.max_receives.data == 5
    assert (orders.is_dead_letter.data, failed.is_dead_letter.data) == (False, True)
    assert [purpose.data for purpose in failed.purpose.items] == ["dead-letter"]


def test_a_redrive_policy_may_be_a_resource_of_its_own(tf: Make) -> None:
    text = queue("orders") + queue("failed") + 'resource "aws_sqs_queue_redrive_policy" "p" {\n'
    text += "  queue_url = aws_sqs_queue.orders.id\n  "
    text += POLICY.replace("POINTER", "aws_sqs_queue.failed.arn") + "\n}\n"
    inventory = tf(text)
    assert not named(inventory, "orders").dead_letter_queue.absent
    assert named(inventory, "failed").is_dead_letter.data is True


def test_a_queue_without_a_policy_has_no_dead_letter_queue(tf: Make) -> None:
    assert named(tf(queue("orders")), "orders").dead_letter_queue.absent


def test_a_policy_that_is_not_known_leaves_it_open(tf: Make) -> None:
    text = 'variable "p" {\n}\n' + queue("orders", "redrive_policy = var.p")
    assert named(tf(text), "orders").dead_letter_queue.unknown.null == "maybe"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "sink",
    [
        'resource "aws_lambda_function" "f" {\n  dead_letter_config {\n    target_arn = POINTER\n  }\n}',
        (
            'resource "aws_lambda_function_event_invoke_config" "f" {\n'
            "  destination_config {\n    on_failure {\n      destination = POINTER\n    }\n  }\n}"
        ),
        'resource "aws_cloudwatch_event_target" "f" {\n  dead_letter_config {\n    arn = POINTER\n  }\n}',
        (
            'resource "aws_sns_topic_subscription" "f" {\n'
            "  redrive_policy = jsonencode({ deadLetterTargetArn = POINTER })\n}"
        ),
    ],
)
@pytest.mark.parametrize("pointer", ["aws_sqs_queue.q.arn", '"arn:aws:sqs:eu-west-1:123456789012:rest"'])
def test_failures_of_functions_events_and_topics_end_in_a_dead_letter_queue(
    tf: Make, sink: str, pointer: str
) -> None:
    text = queue("q", 'name = "rest"') + sink.replace("POINTER", pointer) + "\n"
    assert named(tf(text), "q").is_dead_letter.data is True


def test_an_arn_put_together_from_the_name_means_the_queue(cfn: Make) -> None:
    text = """
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:rest
        maxReceiveCount: 3
  Rest:
    Type: AWS::SQS::Queue
    Properties: {QueueName: rest}
  Other:
    Type: AWS::SQS::Queue
    Properties: {QueueName: other}
"""
    inventory = cfn(text)
    found = {queue.address: queue.is_dead_letter.data for queue in inventory.of_kind("Queue")}  # type: ignore[attr-defined]
    assert found == {"Orders": False, "Rest": True, "Other": False}


def test_a_queue_that_says_who_may_send_failures_takes_them(tf: Make) -> None:
    body = 'redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = ["x"] })'
    assert named(tf(queue("q", body)), "q").is_dead_letter.data is True


@pytest.mark.parametrize("name", ["orders-dlq", "orders_dead_letter", "OrdersDLQ"])
def test_a_name_that_says_dead_letter_is_taken_as_a_guess(tf: Make, name: str) -> None:
    found = named(tf(queue("q", f'name = "{name}"')), "q").is_dead_letter
    assert (found.data, found.origin) == (True, "named")


def test_a_name_that_only_contains_the_letters_is_none(tf: Make) -> None:
    assert named(tf(queue("q", 'name = "deadline-reminders"')), "q").is_dead_letter.data is False
