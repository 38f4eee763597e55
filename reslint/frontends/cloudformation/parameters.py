"""Values of template parameters: given, or their default, typed.

Source of the types: "Parameters",
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from reslint.frontends.cloudformation.nodes import Node, get, is_true, literal_text, span_of
from reslint.frontends.cloudformation.values import MAX_ITEMS, text_of
from reslint.model.value import Data, ListOf, Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.model.raw import Deployment
    from reslint.model.span import Source, Span


def parameter_value(name: str, node: Node, deployment: Deployment, source: Source) -> Value:
    """The value of one parameter; its span is the default's, or the declaration's."""
    span = span_of(source, get(node, "Default") or node)
    sensitive = is_true(get(node, "NoEcho"))
    kind = literal_text(get(node, "Type")) or "String"
    if kind.startswith("AWS::SSM::Parameter::Value<"):
        reason = f'parameter "{name}" is read from the Parameter Store at deployment'
        return Value(Unknown(reason, _symbol(name), "no"), span, "resolved", sensitive=sensitive)
    text = _text(name, node, deployment)
    if text is None:
        reason = f'parameter "{name}" has no value'
        return Value(Unknown(reason, _symbol(name), "no"), span, "resolved", sensitive=sensitive)
    if isinstance(text, list):
        items = tuple(Value(_scalar(item, kind, name), span, "resolved") for item in text)
        return Value(ListOf(items, None, "list"), span, "resolved", sensitive=sensitive)
    return Value(_typed(text, kind, name, span), span, "resolved", sensitive=sensitive)


def _symbol(name: str) -> Named:
    return Named(f"param {name}")


def _text(name: str, node: Node, deployment: Deployment) -> str | list[str] | None:
    """The parameter's text, or texts of a list given as one; None if nobody gives any."""
    if name in deployment.inputs:
        return _given(deployment.inputs[name])
    default = get(node, "Default")
    if default is None or default[0] not in ("lit", "num"):
        return None
    return text_of(default[3])


def _given(value: object) -> str | list[str] | None:
    if isinstance(value, list | tuple):
        return [text for text in (_plain(item) for item in value) if text is not None]
    return _plain(value)


def _plain(value: object) -> str | None:
    if isinstance(value, float):
        return str(Decimal(repr(value)))
    return text_of(value) if isinstance(value, str | int | bool | Decimal) else None


def _typed(text: str, kind: str, name: str, span: Span) -> Data:
    if kind != "CommaDelimitedList" and not kind.startswith("List<"):
        return _scalar(text, kind, name)
    texts = [item.strip() for item in text.split(",", MAX_ITEMS)] if text.strip() else []
    if len(texts) > MAX_ITEMS:
        return Unknown(f'parameter "{name}" has more than {MAX_ITEMS:,} items', null="no")
    return ListOf(tuple(Value(_scalar(t, kind, name), span, "resolved") for t in texts), None, "list")


def _scalar(text: str, kind: str, name: str) -> Data:
    """One value of a parameter, or one item of a parameter that is a list."""
    if kind not in ("Number", "List<Number>"):
        return text
    exact = number(text)
    return Unknown(f'parameter "{name}" is not a number', null="no") if exact is None else exact


def number(text: str) -> int | Decimal | None:
    """A number as the model keeps it; None if the text is none."""
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact.adjusted()) > 60:
        return None
    return int(exact) if exact == exact.to_integral_value() else exact
