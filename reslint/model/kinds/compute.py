"""Kinds that run code: machines, groups of them, container services and functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reslint.model import attribute as typed
from reslint.model.resource import Resource
from reslint.model.value import Value

Containers = Annotated[Value, typed.records(name=typed.TEXT, essential=typed.FLAG, health_check=typed.FLAG)]
"""The containers of a task: name, whether the task stops with it, whether its health is checked."""


@dataclass(slots=True, kw_only=True, eq=False)
class Instance(Resource):
    """One virtual machine that no group replaces."""

    behind_load_balancer: typed.Flag
    """Whether it is registered with a target group or a classic load balancer."""
    serves_traffic: typed.Flag
    """Whether a load balancer, a DNS record or a fixed public address leads to it."""
    has_peers: typed.Flag
    """Whether other machines do the same work: further instances of its block, or further
    targets of its target group or load balancer."""
    is_router: typed.Flag
    """Whether it forwards packets of others (source/destination check off): a NAT or VPN machine."""
    deletion_protection: typed.Flag
    """Whether the API refuses to terminate it."""


@dataclass(slots=True, kw_only=True, eq=False)
class InstanceGroup(Resource):
    """A group that replaces its machines: Auto Scaling group."""

    min_size: typed.Number
    """Fewest machines."""
    max_size: typed.Number
    """Most machines."""
    health_check_type: typed.Text
    """What decides that a machine is broken: `EC2`, `ELB`, `EBS`, `VPC_LATTICE`, several
    separated by commas."""
    behind_load_balancer: typed.Flag
    """Whether a load balancer sends traffic to the group."""
    is_orchestrated: typed.Flag
    """Whether an orchestrator (ECS capacity provider, Kubernetes) owns its machines and their health."""
    has_zonal_siblings: typed.Flag
    """Whether sibling groups of the same block, target group or series of names (`web_a`, `web_b`) are in
    another zone: one group a zone, by design. False when it is in several zones itself."""


@dataclass(slots=True, kw_only=True, eq=False)
class Service(Resource):
    """A long-running container service that keeps a number of copies."""

    launch_type: typed.Text
    """`EC2`, `FARGATE`, `EXTERNAL`; null when a capacity provider strategy decides."""
    scheduling_strategy: typed.Text
    """`REPLICA`, or `DAEMON`: one copy on each host."""
    capacity: typed.Number
    """Tasks it keeps at the least: the minimum of its autoscaling target, else the desired count."""
    has_own_subnets: typed.Flag
    """Whether it lists subnets (awsvpc networking); otherwise it runs where its hosts are."""
    behind_load_balancer: typed.Flag
    """Whether a load balancer or service network checks and serves its tasks."""
    deployment_controller: typed.Text
    """Who rolls out: `ECS`, `CODE_DEPLOY`, `EXTERNAL`."""
    circuit_breaker: typed.Flag
    """Whether a failing rollout is stopped."""
    circuit_breaker_rollback: typed.Flag
    """Whether a stopped rollout goes back to the last good version."""
    alarm_rollback: typed.Flag
    """Whether alarms stop a rollout and take it back."""
    minimum_healthy_percent: typed.Number
    """Per cent of the desired tasks that stay healthy during a rollout."""
    maximum_percent: typed.Number
    """Per cent of the desired tasks that may run during a rollout."""


@dataclass(slots=True, kw_only=True, eq=False)
class TaskDefinition(Resource):
    """The containers that a task of a container service is made of."""

    containers: Containers
    """Its containers."""
    serves_without_load_balancer: typed.Flag
    """Whether a service that no load balancer checks runs it."""


@dataclass(slots=True, kw_only=True, eq=False)
class Function(Resource):
    """A function that the provider runs on demand."""

    in_vpc: typed.Flag
    """Whether it is attached to subnets of a VPC."""
    failure_destination: typed.Flag
    """Whether failed asynchronous events are kept: a dead-letter queue or a failure destination."""
    invoked_asynchronously: typed.Flag
    """Whether an event source in the code invokes it without waiting for the answer."""


@dataclass(slots=True, kw_only=True, eq=False)
class EventSource(Resource):
    """A poller that reads a stream or queue and calls a function."""

    source_type: typed.Text
    """What it reads: `kinesis`, `dynamodb`, `sqs`, `kafka`, `mq`, `documentdb`."""
    max_retries: typed.Number
    """Times that a failed batch is tried again; -1 for ever."""
    max_record_age: typed.Number
    """Seconds after which a record is given up; -1 for never."""
    bisect_on_error: typed.Flag
    """Whether a failed batch is split to find the bad record."""
    failure_destination: typed.Flag
    """Whether records that are given up are kept somewhere."""
    enabled: typed.Flag
    """Whether it polls."""
