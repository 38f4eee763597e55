"""Literal texts of the files and the roles they play."""

from __future__ import annotations

import pytest
from conftest import Load

from reslint.model.inventory import LiteralText


def literals(loaded: Load, text: str) -> dict[str, LiteralText]:
    return {literal.text.strip(): literal for literal in loaded(text).literals}


def in_resource(body: str) -> str:
    return f'resource "aws_x" "y" {{\n{body}\n}}\n'


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ('name = "X"', "argument"),
        ("user_data = <<-EOT\n  X\nEOT\n", "user-data"),
        ('user_data = base64encode("X")', "user-data"),
        ('policy = jsonencode({ Statement = [{ Resource = "X" }] })', "policy"),
        ('assume_role_policy = "X"', "policy"),
        ('environment {\nvariables = {\nA = "X"\n}\n}', "environment"),
        (
            'dynamic "environment" {\nfor_each = [1]\ncontent {\nvariables = {\nA = "X"\n}\n}\n}',
            "environment",
        ),
        ('image = "X"', "image"),
        ('ami = "X"', "ami"),
        ('tags = {\nName = "X"\n}', "description"),
        ('description = "X"', "description"),
        ('name = var.r == "X" ? 1 : 2', "condition"),
        ('name = local.table["X"]', "condition"),
        ('x = { y = ["X"] }', "argument"),
    ],
)
def test_role_by_place(loaded: Load, body: str, role: str) -> None:
    assert literals(loaded, in_resource(body))["X"].role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("arn:aws:sns:eu-west-1:123456789012:t", "arn"),
        ("ami-0123456789abcdef0", "ami"),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "image"),
        ("sqs.eu-west-1.amazonaws.com", "host"),
        ("eu-west-1", "argument"),
    ],
)
def test_role_by_form(loaded: Load, text: str, role: str) -> None:
    assert literals(loaded, in_resource(f'name = "{text}"'))[text].role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ('provider "aws" {\nregion = "X"\n}', "provider"),
        ('terraform {\nbackend "s3" {\nregion = "X"\n}\n}', "backend"),
        ('variable "v" {\ndefault = "X"\n}', "variable-default"),
        ('variable "v" {\ndefault = { X = 1 }\n}', "mapping"),
        ('variable "v" {\ndescription = "X"\n}', "description"),
        ('variable "v" {\nvalidation {\ncondition = var.v != "X"\nerror_message = "no"\n}\n}', "condition"),
        ("locals {\nt = { X = 1 }\n}", "mapping"),
        ('output "o" {\nvalue = "X"\n}', "output"),
    ],
)
def test_role_outside_resources(loaded: Load, text: str, role: str) -> None:
    assert literals(loaded, text)["X"].role == role


def test_keys_of_maps_in_resources_are_no_literals(loaded: Load) -> None:
    assert set(literals(loaded, in_resource('x = { "k" = "v" }'))) == {"v"}


def test_literals_come_in_the_order_of_the_file(loaded: Load) -> None:
    found = loaded(in_resource('x = [f("a", "b"), "c${g("d")}e", { p = "f", q = "g" }]\ny = "h"'))
    assert "".join(literal.text for literal in found.literals) == "abcdefgh"


def test_owner_and_path(loaded: Load) -> None:
    found = literals(loaded, in_resource('rule {\napply {\nname = { k = "X" }\n}\n}'))["X"]
    assert (found.owner, found.owner_type) == ("aws_x.y", "aws_x")
    assert found.path == ("rule", "apply", "name", "k")
    assert found.span.text == '"X"'


def test_literals_of_a_module_come_once(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": in_resource('name = "X"'),
        "main.tf": 'module "a" {\nsource = "./m"\ncount = 3\n}\nmodule "b" {\nsource = "./m"\n}',
    })  # fmt: skip
    assert [literal.text for literal in found.literals].count("X") == 1
