"""Container services: how many tasks they keep, who checks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]

SERVICE = """
resource "aws_ecs_service" "api" {{
  name            = "api"
  cluster         = "main"
  task_definition = "api:1"
{more}
}}
"""
TARGET = """
variable "cluster" {{}}

resource "aws_appautoscaling_target" "api" {{
  service_namespace  = "{namespace}"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = {resource_id}
  min_capacity       = 3
  max_capacity       = 9
}}
"""


def service(inventory: Inventory) -> Any:
    return next(inventory.of_kind("Service"))


def scaled(resource_id: str, namespace: str = "ecs", more: str = "desired_count = 1") -> str:
    return SERVICE.format(more=more) + TARGET.format(resource_id=resource_id, namespace=namespace)


def test_the_default_number_of_tasks_differs_by_language(tf: Make, cfn: Make) -> None:
    template = "Resources:\n  Api:\n    Type: AWS::ECS::Service\n    Properties: {TaskDefinition: api}\n"
    assert service(tf(SERVICE.format(more=""))).capacity.data == 0
    assert service(cfn(template)).capacity.data == 1


@pytest.mark.parametrize(
    "resource_id",
    ['"service/main/${aws_ecs_service.api.name}"', '"service/main/api"', '"service/${var.cluster}/api"'],
)
def test_an_autoscaling_target_sets_the_fewest_tasks(tf: Make, resource_id: str) -> None:
    assert service(tf(scaled(resource_id))).capacity.data == 3


@pytest.mark.parametrize("resource_id", ['"service/main/web"', '"service/${var.cluster}/web"'])
def test_the_target_of_another_service_does_not(tf: Make, resource_id: str) -> None:
    assert service(tf(scaled(resource_id))).capacity.data == 1


def test_the_target_of_a_table_does_not(tf: Make) -> None:
    assert service(tf(scaled('"table/orders"', namespace="dynamodb"))).capacity.data == 1


def test_a_target_that_may_be_the_services_leaves_it_open(tf: Make) -> None:
    assert service(tf(scaled("var.cluster"))).capacity.unknown


def test_a_desired_count_that_something_else_sets_is_not_known(tf: Make) -> None:
    more = "desired_count = 1\n  lifecycle {\n    ignore_changes = [desired_count]\n  }"
    assert service(tf(SERVICE.format(more=more))).capacity.unknown
    assert service(tf(scaled('"service/main/api"', more=more))).capacity.data == 3


def test_a_service_without_subnets_runs_where_its_hosts_are(tf: Make) -> None:
    found = service(tf(SERVICE.format(more="")))
    assert found.has_own_subnets.data is False
    assert found.zones.how == "unknown"


TASK = """
resource "aws_ecs_task_definition" "worker" {{
  family                = "worker"
  container_definitions = {definitions}
}}

resource "aws_ecs_service" "worker" {{
  name            = "worker"
  task_definition = aws_ecs_task_definition.worker.arn
  {more}
}}
"""


def task(inventory: Inventory) -> Any:
    return next(inventory.of_kind("TaskDefinition"))


def test_containers_come_from_json_text(tf: Make) -> None:
    definitions = """jsonencode([
    { name = "app", healthCheck = { command = ["CMD", "true"] } },
    { name = "log", essential = false },
  ])"""
    first, second = task(tf(TASK.format(definitions=definitions, more=""))).containers.items
    assert (first.entries["essential"].data, first.entries["health_check"].data) == (True, True)
    assert (second.entries["essential"].data, second.entries["health_check"].data) == (False, False)


def test_containers_are_read_as_far_as_they_are_known(tf: Make) -> None:
    definitions = 'jsonencode([{ name = "app", image = var.image }])'
    text = 'variable "image" {}\n' + TASK.format(definitions=definitions, more="")
    (only,) = task(tf(text)).containers.items
    assert only.entries["health_check"].data is False


def test_containers_from_a_variable_are_not_known(tf: Make) -> None:
    text = 'variable "d" {}\n' + TASK.format(definitions="var.d", more="")
    assert task(tf(text)).containers.unknown


@pytest.mark.parametrize(
    ("more", "without"), [("", True), ('load_balancer {\n container_name = "app"\n }', False)]
)
def test_a_task_serves_without_a_load_balancer(tf: Make, more: str, without: bool) -> None:
    text = TASK.format(definitions='jsonencode([{ name = "app" }])', more=more)
    assert task(tf(text)).serves_without_load_balancer.data is without


def test_a_target_that_refers_to_another_service_does_not_scale_this_one(tf: Make) -> None:
    services = "".join(
        f'resource "aws_ecs_service" "{label}" {{\n  name = "{label}-${{var.stage}}"\n  desired_count = 3\n}}\n'
        for label in ("front", "admin")
    )
    text = (
        f'variable "stage" {{\n  type = string\n}}\n{services}'
        'resource "aws_appautoscaling_target" "front" {\n  service_namespace = "ecs"\n  min_capacity = 2\n'
        '  resource_id = "service/main/${aws_ecs_service.front.name}"\n}\n'
    )
    found = {s.address: s.capacity.data for s in tf(text).of_kind("Service")}  # type: ignore[attr-defined]
    assert found == {"aws_ecs_service.front": 2, "aws_ecs_service.admin": 3}
