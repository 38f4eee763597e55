"""Values of a root module's variables: files and options, in Terraform's order of precedence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from reslint.frontends.terraform.configuration import body_of
from reslint.frontends.terraform.evaluate import Scope, evaluate
from reslint.frontends.terraform.reader import Reader
from reslint.model.raw import Deployment
from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.instance import ModuleInstance


def variable_files(deployment: Deployment) -> list[Path]:
    """The files that give values, lowest precedence first."""
    directory = deployment.root.path
    named = [directory / "terraform.tfvars", directory / "terraform.tfvars.json"]
    automatic = sorted(directory.glob("*.auto.tfvars")) + sorted(directory.glob("*.auto.tfvars.json"))
    found = [p for p in named if p.is_file()] + sorted(automatic, key=lambda p: p.name)
    return [*found, *deployment.var_files]


def given_values(deployment: Deployment, module: ModuleInstance, reader: Reader) -> dict[str, Value]:
    """The values given to a root module, by variable."""
    given: dict[str, Value] = {}
    for path in variable_files(deployment):
        parsed = reader.parse(path)
        if parsed is None:
            continue
        scope = Scope(module, parsed.source)
        for name, expression in body_of(parsed).attributes.items():
            given[name] = evaluate(expression.node, scope).with_(origin="written")
    for name, plain in deployment.inputs.items():
        given[name] = option_value(name, plain)
    return given


def option_value(name: str, plain: object) -> Value:
    """A value given outside the code: the text of an option, or plain data of the configuration."""
    return Value(None, None).with_(data=_plain(plain).data) if plain is not None else Value(None)


def _plain(plain: object) -> Value:
    if isinstance(plain, Mapping):
        return Value(MapOf({str(k): _plain(v) for k, v in plain.items()}))
    if isinstance(plain, list | tuple):
        return Value(ListOf(tuple(_plain(v) for v in plain)))
    if isinstance(plain, float):
        return Value(Decimal(str(plain)))
    return Value(plain if isinstance(plain, str | int | bool | Decimal) else None)


def parse_option(text: str) -> Value | None:
    """The value of `--var NAME=TEXT` for a variable that is not a string; None if it is no expression."""
    from reslint.frontends.terraform.instance import empty_instance
    from reslint.frontends.terraform.parse import parse

    source = Source("--var", f"value = {text}\n")
    tree = parse(source)
    if tree["errors"] or len(tree["body"][3]) != 1:
        return None
    return evaluate(tree["body"][3][0][4], Scope(empty_instance(), source)).with_(span=None)
