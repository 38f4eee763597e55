"""Values of expressions as a user would write them, for the tests of operators and functions."""

from __future__ import annotations

from reslint.frontends.terraform.configuration import block_of
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.instance import empty_instance
from reslint.frontends.terraform.scope import Scope, has_failed
from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source
from reslint.model.value import Value

DECLARATIONS = """
variable "x" {}
variable "list" {}
resource "aws_subnet" "a" {}
resource "aws_subnet" "b" {}
data "aws_availability_zones" "z" {}
data "aws_subnets" "s" {}
"""


def value_of(expression: str) -> Value:
    """The value of an expression that may use the declarations above; nothing of them is known."""
    source = Source("main.tf", f"{DECLARATIONS}\nr = {expression}\n")
    tree = parse(source)
    assert tree["errors"] == []
    module = empty_instance()
    for node in tree["body"][4]:
        block = block_of(node, source)
        if block.type == "variable":
            module.config.variables[f"{block.labels[0]}"] = block
        else:
            key = ".".join(block.labels)
            module.config.resources[f"data.{key}" if block.type == "data" else key] = block
    return evaluate(tree["body"][3][0][4], Scope(module, source))


def refused(expression: str) -> bool:
    """Whether terraform would certainly refuse the expression."""
    return has_failed(value_of(expression))


def written(value: Value) -> str:
    """The source text that a value points to."""
    assert value.span is not None
    return value.span.text
