"""Values of a root module's variables: files and options, in Terraform's order of precedence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from reslint.frontends.terraform.configuration import Expression, Node, body_of
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.scope import Scope, fails_somewhere
from reslint.frontends.terraform.terragrunt import unit_inputs
from reslint.frontends.terraform.values.constraint import PRIMITIVES, TypeConstraint
from reslint.frontends.terraform.values.types import parse_type
from reslint.model.raw import Deployment
from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Value

Given = Path | tuple[str, str]
"""A file that gives values, or the name and text of one."""


def given_in_order(deployment: Deployment) -> list[Given]:
    """The files and options that give values, lowest precedence first."""
    directory = deployment.root.path
    named = [directory / "terraform.tfvars", directory / "terraform.tfvars.json"]
    automatic = sorted(directory.glob("*.auto.tfvars")) + sorted(directory.glob("*.auto.tfvars.json"))
    found = [p for p in named if p.is_file()] + sorted(automatic, key=lambda p: p.name)
    return [*deployment.environment.items(), *found, *deployment.var_files, *deployment.var_options]


def given_values(deployment: Deployment, reader: Reader, variables: Iterable[str] = ()) -> dict[str, Value]:
    """The values given to a root module with these variables, by variable."""
    given = unit_inputs(deployment.unit, reader).of(variables) if deployment.unit else {}
    for source in given_in_order(deployment):
        if isinstance(source, Path):
            given.update(_in_file(source, reader, _is_confined(source, deployment)))
        else:
            given[source[0]] = option_value(source[1])
    for name, plain in deployment.inputs.items():
        given[name] = option_value(plain)
    return given


def sources_of_values(deployment: Deployment, reader: Reader) -> list[Source]:
    """The variable files of a deployment that were read."""
    paths = [entry for entry in given_in_order(deployment) if isinstance(entry, Path)]
    parsed = (reader.parse(path, _is_confined(path, deployment)) for path in paths)
    return [found.source for found in parsed if found is not None]


def _is_confined(path: Path, deployment: Deployment) -> bool:
    """Whether a file was found in the scanned tree, and not named by the user."""
    return path not in (*deployment.var_files, *deployment.var_options)


def _in_file(path: Path, reader: Reader, confined: bool) -> dict[str, Value]:
    from reslint.frontends.terraform.instance import empty_instance

    parsed = reader.parse(path, confined)
    if parsed is None:
        return {}
    scope = Scope(empty_instance(), parsed.source)
    attributes = body_of(parsed).attributes.items()
    return {name: evaluate(e.node, scope).with_(origin="written") for name, e in attributes}


def option_value(plain: object) -> Value:
    """A value given outside the code: the text of an option, or plain data of the configuration."""
    return _plain(plain)


def _plain(plain: object) -> Value:
    if isinstance(plain, Mapping):
        return Value(MapOf({str(k): _plain(v) for k, v in plain.items()}))
    if isinstance(plain, list | tuple):
        return Value(ListOf(tuple(_plain(v) for v in plain)))
    if isinstance(plain, float):
        return Value(Decimal(str(plain)))
    return Value(plain if isinstance(plain, str | int | bool | Decimal) else None)


def declared_type(expression: Expression) -> TypeConstraint:
    """The type that a variable declares; the JSON form writes it as a string. Raises `EvaluationError`."""
    node = expression.node
    if node[0] == "lit" and expression.source.path.endswith(".json"):
        tree = _expression_in(str(node[3]))
        if tree is not None:
            return parse_type(tree)
    return parse_type(node, expression.source)


def _expression_in(text: str) -> Node | None:
    """The tree of a text that is one expression; None for any other."""
    from reslint.frontends.terraform.syntax.parse import parse

    tree = parse(Source("", f"value = {text}\n"))
    single = not tree["errors"] and len(tree["body"][3]) == 1 and not tree["body"][4]
    return tree["body"][3][0][4] if single else None


def from_option(value: Value, constraint: TypeConstraint) -> Value:
    """The text of an option, which is an expression unless the variable is a string, number or boolean.

    Source: "Input Variables on the Command Line",
    https://developer.hashicorp.com/terraform/language/values/variables
    """
    if constraint.kind in PRIMITIVES:
        return value
    parsed = _parse_option(str(value.data))
    return value if parsed is None else parsed


def _parse_option(text: str) -> Value | None:
    """The value of an expression without references; None if the text is none."""
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.syntax.parse import parse

    source = Source("--var", f"value = {text}\n")
    tree = parse(source)
    if tree["errors"] or len(tree["body"][3]) != 1 or tree["body"][4]:
        return None
    value = evaluate(tree["body"][3][0][4], Scope(empty_instance(), source))
    return None if fails_somewhere(value) else _nowhere(value)


def _nowhere(value: Value) -> Value:
    """The value without places: the text of an option is in no file."""
    data = value.data
    if isinstance(data, ListOf):
        data = ListOf(tuple(map(_nowhere, data.items)), data.rest, data.shape)
    elif isinstance(data, MapOf):
        data = MapOf({name: _nowhere(item) for name, item in data.entries.items()}, data.rest, data.shape)
    return Value(data, sensitive=value.sensitive)
