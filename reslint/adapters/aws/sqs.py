"""SQS queues, joined with redrive policies and with everything that sends its failures to them.

Defaults: "Resource: aws_sqs_queue"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue and
"AWS::SQS::Queue"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
"""

from __future__ import annotations

from reslint.adapters.aws.flags import flag
from reslint.adapters.aws.names import words
from reslint.adapters.aws.shared import listed, named_by
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins, pointers
from reslint.adapters.lookup import look_up
from reslint.model.kinds.data import Queue
from reslint.model.raw import RawResource
from reslint.model.value import Unknown, Value

TARGET_PATH = "redrive_policy|json.deadLetterTargetArn"
TARGET_PROPERTY = "RedrivePolicy|json.deadLetterTargetArn"

FAILURE_SINKS = (
    ("aws_sqs_queue", TARGET_PATH),
    ("aws_sqs_queue_redrive_policy", TARGET_PATH),
    ("aws_sns_topic_subscription", TARGET_PATH),
    ("aws_lambda_function", "dead_letter_config.target_arn"),
    ("aws_lambda_function_event_invoke_config", "destination_config.on_failure.destination"),
    ("aws_lambda_event_source_mapping", "destination_config.on_failure.destination_arn"),
    ("aws_cloudwatch_event_target", "dead_letter_config.arn"),
    ("aws_scheduler_schedule", "target.dead_letter_config.arn"),
    ("AWS::SQS::Queue", TARGET_PROPERTY),
    ("AWS::SNS::Subscription", TARGET_PROPERTY),
    ("AWS::Lambda::Function", "DeadLetterConfig.TargetArn"),
    ("AWS::Lambda::EventInvokeConfig", "DestinationConfig.OnFailure.Destination"),
    ("AWS::Lambda::EventSourceMapping", "DestinationConfig.OnFailure.Destination"),
    ("AWS::Serverless::Function", "DeadLetterQueue.TargetArn"),
    ("AWS::Serverless::Function", "EventInvokeConfig.DestinationConfig.OnFailure.Destination"),
    ("AWS::Events::Rule", "Targets.DeadLetterConfig.Arn"),
    ("AWS::Scheduler::Schedule", "Target.DeadLetterConfig.Arn"),
)
"""Where a type names the queue that takes its failures."""

DEAD_WORDS = {"dlq", "dlqs", "dead", "deadletter", "deadletters"}
"""Words in a queue's name that tell a dead-letter queue, by general custom."""


def _redrive(raw: RawResource, joins: Joins, name: str) -> Value:
    """An entry of the queue's redrive policy: its own, or that of a policy resource."""
    path = ("redrive_policy" if raw.language == "terraform" else "RedrivePolicy") + f"|json.{name}"
    own = look_up(raw, path)
    policies = joins.pointing_at(raw, ("aws_sqs_queue_redrive_policy",), "queue_url", _names(raw))
    if not own.absent or not (policies.certain or policies.maybe):
        return own
    if policies.certain:
        return look_up(policies.certain[0], path)
    return own.with_(data=policies.undecided, origin="computed")


def _dead_letter_queue(raw: RawResource, joins: Joins, made: Made) -> Value:
    return _redrive(raw, joins, "deadLetterTargetArn")


def _max_receives(raw: RawResource, joins: Joins, made: Made) -> Value:
    return coerce(_redrive(raw, joins, "maxReceiveCount"), "number")


def _is_dead_letter(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Someone sends failures here, or it says who may; else what its name says, then what is open."""
    open_reason: Unknown | None = None
    for joiner, path in FAILURE_SINKS:
        found = joins.pointing_at(raw, (joiner,), path, _names(raw))
        if found.certain:
            return flag(True, raw, pointers(found.certain[0], path)[:1])
        open_reason = open_reason or found.undecided
    allowed = _allows_redrive(raw, joins)
    if allowed is not None:
        return flag(True, raw, (allowed,))
    found_words, name = words(raw, "name", "name_prefix", "QueueName")
    if found_words & DEAD_WORDS:
        return Value(True, raw.span, "named", because=(name,))
    return flag(open_reason or False, raw)


def _allows_redrive(raw: RawResource, joins: Joins) -> Value | None:
    """The redrive permission, if it is written that other queues may send their failures here."""
    own = named_by(
        raw, "redrive_allow_policy|json.redrivePermission", "RedriveAllowPolicy|json.redrivePermission"
    )
    policies = joins.pointing_at(raw, ("aws_sqs_queue_redrive_allow_policy",), "queue_url", _names(raw))
    others = [look_up(p, "redrive_allow_policy|json.redrivePermission") for p in policies.certain]
    return next((value for value in (*own, *others) if value.data in ("allowAll", "byQueue")), None)


def _purpose(raw: RawResource, joins: Joins, made: Made) -> Value:
    dead: Value = made["is_dead_letter"]
    certain = dead.data is True and dead.origin != "named"
    return listed((dead.with_(data="dead-letter"),) if certain else (), raw)


def _names(raw: RawResource) -> tuple[Value, ...]:
    return named_by(raw, "name", "QueueName")


ADAPTERS = (
    Adapter(
        kind=Queue,
        service="sqs",
        types=("aws_sqs_queue", "AWS::SQS::Queue"),
        rows=(
            computed("dead_letter_queue", _dead_letter_queue),
            computed("max_receives", _max_receives),
            computed("is_dead_letter", _is_dead_letter),
            computed("purpose", _purpose),
            # Four days: "MessageRetentionPeriod … the default value is 345600 seconds".
            row(
                "retention_seconds",
                tf("message_retention_seconds", default=345600),
                cfn("MessageRetentionPeriod", default=345600),
            ),
            row("is_fifo", tf("fifo_queue", default=False), cfn("FifoQueue", default=False)),
        ),
    ),
)
"""What this module adapts."""
