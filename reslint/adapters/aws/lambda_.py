"""Functions and the pollers that call them."""

from __future__ import annotations

import re

from reslint.adapters.aws.flags import any_of, flag, is_set
from reslint.adapters.aws.links import derived, has_items, is_pointed_at, link, subnet_spread
from reslint.adapters.aws.shared import named_by
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joined, Joins
from reslint.adapters.lookup import every, inside, look_up, look_up_list
from reslint.model.kinds.compute import EventSource, Function
from reslint.model.place import Spread, regional, undecided
from reslint.model.raw import RawResource
from reslint.model.value import MapOf, Unknown, Value, all_refs

SAM = "AWS::Serverless::Function"
SUBNETS = {"terraform": "vpc_config.subnet_ids", "cloudformation": "VpcConfig.SubnetIds"}
DEAD_LETTERS = {
    "aws_lambda_function": "dead_letter_config.target_arn",
    "AWS::Lambda::Function": "DeadLetterConfig.TargetArn",
    SAM: "DeadLetterQueue.TargetArn",
}
OWN_DESTINATION = {
    "terraform": "destination_config.on_failure.destination_arn",
    "cloudformation": "DestinationConfig.OnFailure.Destination",
}
INVOKE_CONFIGS = (
    ("aws_lambda_function_event_invoke_config", "function_name", "destination_config.on_failure.destination"),
    ("AWS::Lambda::EventInvokeConfig", "FunctionName", "DestinationConfig.OnFailure.Destination"),
)
"""Configurations of asynchronous calls: type, path of the function, of the failure destination."""
ASYNCHRONOUS = (
    link("arn", "aws_cloudwatch_event_target"),
    link("lambda_function.lambda_function_arn", "aws_s3_bucket_notification"),
    link("target.arn", "aws_scheduler_schedule"),
    link("Targets.Arn", "AWS::Events::Rule"),
    link("NotificationConfiguration.LambdaConfigurations.Function", "AWS::S3::Bucket"),
    link("Target.Arn", "AWS::Scheduler::Schedule"),
)
"""What calls a function without waiting for its answer ("Invoking a Lambda function asynchronously",
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html)."""
SUBSCRIPTIONS = (
    (link("endpoint", "aws_sns_topic_subscription"), "protocol"),
    (link("Endpoint", "AWS::SNS::Subscription"), "Protocol"),
    (link("Subscription.Endpoint", "AWS::SNS::Topic"), "Subscription.Protocol"),
)
"""Subscriptions to topics, which do not wait either, and the path to their protocol."""
ASYNCHRONOUS_EVENTS = (
    "S3", "SNS", "EventBridgeRule", "CloudWatchEvent", "Schedule", "ScheduleV2", "CloudWatchLogs", "IoTRule",
)  # fmt: skip
"""Event types of AWS::Serverless::Function whose sources do not wait."""
SOURCE_TYPES = {
    "aws_kinesis_stream": "kinesis",
    "aws_kinesis_stream_consumer": "kinesis",
    "AWS::Kinesis::Stream": "kinesis",
    "AWS::Kinesis::StreamConsumer": "kinesis",
    "aws_dynamodb_table": "dynamodb",
    "AWS::DynamoDB::Table": "dynamodb",
    "AWS::DynamoDB::GlobalTable": "dynamodb",
    "aws_sqs_queue": "sqs",
    "AWS::SQS::Queue": "sqs",
    "aws_msk_cluster": "kafka",
    "AWS::MSK::Cluster": "kafka",
    "aws_mq_broker": "mq",
    "AWS::AmazonMQ::Broker": "mq",
}
"""What an event source reads, by the type that it refers to."""
ARN_SERVICES = {
    "kinesis": "kinesis",
    "dynamodb": "dynamodb",
    "sqs": "sqs",
    "kafka": "kafka",
    "mq": "mq",
    "rds": "documentdb",
}
"""What an event source reads, by the service in its ARN."""


def function_names(raw: RawResource) -> tuple[Value, ...]:
    """The values a function can be named by."""
    return named_by(raw, "function_name", "FunctionName")


def in_vpc(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether the function lists subnets."""
    subnets = look_up_list(raw, SUBNETS[raw.language])
    return has_items(subnets, raw)


def function_zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """The zones of its subnets; without a VPC the provider spreads it."""
    attached: Value = made["in_vpc"]
    if attached.data is False:
        return regional((attached,))
    if attached.unknown:
        return undecided((attached,), low=1)
    return subnet_spread(look_up_list(raw, SUBNETS[raw.language]), joins)


def failure_destination(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether failed asynchronous events go to a dead-letter queue or failure destination."""
    queue = look_up(raw, DEAD_LETTERS[raw.type])
    flags = [is_set(queue, raw), *_joined_destinations(raw, joins)]
    if raw.type == SAM:
        own = look_up_list(raw, "EventInvokeConfig.DestinationConfig.OnFailure")
        flags.append(is_set(own, raw))
    return any_of(raw, *flags)


def _joined_destinations(raw: RawResource, joins: Joins) -> list[Value]:
    found: list[Value] = []
    for type_name, function_path, destination_path in INVOKE_CONFIGS:
        joined = joins.pointing_at(raw, (type_name,), function_path, function_names(raw))
        destinations = [look_up(config, destination_path) for config in joined.certain]
        found.extend(is_set(value, raw) for value in destinations)
        if any(is_set(look_up(config, destination_path), raw).data is not False for config in joined.maybe):
            found.append(derived(joined.undecided, raw))
    return found


def invoked_asynchronously(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a rule, topic, bucket or schedule of the code calls the function."""
    called = is_pointed_at(raw, joins, ASYNCHRONOUS, function_names(raw))
    return any_of(raw, called, _is_subscribed(raw, joins), *_sam_events(raw))


def _is_subscribed(raw: RawResource, joins: Joins) -> Value:
    """Whether a subscription calls the function; one that sends mail can call none."""
    doubt: Unknown | None = None
    for entry, protocol in SUBSCRIPTIONS:
        joined = joins.pointing_at(raw, entry.types, entry.path, function_names(raw))
        if joined.certain:
            return flag(True, raw, (look_up_list(joined.certain[0], entry.path),))
        callers = tuple(other for other in joined.maybe if _may_call(other, protocol))
        doubt = doubt or Joined((), callers).undecided
    return flag(doubt or False, raw)


def _may_call(subscription: RawResource, protocol: str) -> bool:
    return any(value.unknown or value.data == "lambda" for value in every(subscription, protocol))


def _sam_events(raw: RawResource) -> list[Value]:
    if raw.type != SAM:
        return []
    events = look_up_list(raw, "Events")
    if events.unknown:
        return [flag(events.unknown, raw, (events,))]
    flags = [_is_asynchronous(raw, _event_type(raw, name, event)) for name, event in events.entries.items()]
    rest = events.data.rest if isinstance(events.data, MapOf) else None
    return [*flags, flag(rest, raw, (events,))] if rest else flags


def _event_type(raw: RawResource, name: str, event: Value) -> Value:
    """The type of an event; its name may hold what a path cannot."""
    return inside(event.with_(path=(raw.address, ("Events", name))), "Type", raw)


def _is_asynchronous(raw: RawResource, event_type: Value) -> Value:
    return flag(event_type.unknown or event_type.data in ASYNCHRONOUS_EVENTS, raw, (event_type,))


def source_type(raw: RawResource, joins: Joins, made: Made) -> Value:
    """What the poller reads, by reference or by the service in a literal ARN."""
    value = look_up(raw, "event_source_arn" if raw.language == "terraform" else "EventSourceArn")
    if value.data is None:
        return derived(Unknown("it has no event_source_arn: a self-managed source"), raw, value)
    pointed = (joins.at(ref.address) for ref in all_refs(value))
    kinds = {SOURCE_TYPES[r.type] for r in pointed if r is not None and r.type in SOURCE_TYPES}
    if len(kinds) == 1:
        return derived(kinds.pop(), raw, value)
    text = value.unknown.prefix if value.unknown else value.data
    arn = re.match(r"arn:[\w-]+:([\w-]+):", text) if isinstance(text, str) else None
    if arn and arn[1] in ARN_SERVICES:
        return derived(ARN_SERVICES[arn[1]], raw, value)
    return derived(value.unknown or Unknown("the source's ARN does not say what it is"), raw, value)


def own_destination(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether records that the poller gives up are kept somewhere."""
    value = look_up(raw, OWN_DESTINATION[raw.language])
    return is_set(value, raw)


FUNCTION = Adapter(
    kind=Function,
    service="lambda",
    types=("aws_lambda_function", "AWS::Lambda::Function", SAM),
    rows=(
        computed("in_vpc", in_vpc),
        computed("zones", function_zones),
        computed("failure_destination", failure_destination),
        computed("invoked_asynchronously", invoked_asynchronously),
    ),
)

EVENT_SOURCE = Adapter(
    kind=EventSource,
    service="lambda",
    types=("aws_lambda_event_source_mapping", "AWS::Lambda::EventSourceMapping"),
    rows=(
        computed("source_type", source_type),
        # "CreateEventSourceMapping" (-1 is for ever),
        # https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
        row("max_retries", tf("maximum_retry_attempts", default=-1), cfn("MaximumRetryAttempts", default=-1)),
        row(
            "max_record_age",
            tf("maximum_record_age_in_seconds", default=-1),
            cfn("MaximumRecordAgeInSeconds", default=-1),
        ),
        row(
            "bisect_on_error",
            tf("bisect_batch_on_function_error", default=False),
            cfn("BisectBatchOnFunctionError", default=False),
        ),
        computed("failure_destination", own_destination),
        row("enabled", tf("enabled", default=True), cfn("Enabled", default=True)),
    ),
)


ADAPTERS: tuple[Adapter, ...] = (FUNCTION, EVENT_SOURCE)
"""The adapters of this module."""
