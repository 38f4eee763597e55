"""`Globals` of the Serverless Application Model: properties that every resource of a type inherits.

Source: "Globals section of the AWS SAM template",
https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
"""

from __future__ import annotations

from reslint.frontends.cloudformation.nodes import Node, entries, get, literal_text
from reslint.model.value import ListOf, MapOf, Value, merge_refs

PREFIX = "AWS::Serverless::"


def inherited(body: Node, kind: str, resource: Node) -> dict[str, Node]:
    """The global properties that a resource of a type inherits, by name."""
    if not kind.startswith(PREFIX):
        return {}
    section = get(body, "Globals", kind.removeprefix(PREFIX))
    left_out = _ignored(get(resource, "IgnoreGlobals"))
    if left_out is None:
        return {}
    return {row[0]: row[3] for row in entries(section) if row[0] not in left_out}


def _ignored(node: Node | None) -> frozenset[str] | None:
    """Names under `IgnoreGlobals`; None for `*`, all of them."""
    if node is None:
        return frozenset()
    if node[0] == "list":
        return frozenset(text for text in map(literal_text, node[3]) if text is not None)
    return None if literal_text(node) == "*" else frozenset()


def merged(general: Value, own: Value) -> Value:
    """A global value and a resource's own: maps are merged, lists appended, anything else replaced."""
    if own.data is None:
        return general
    refs = merge_refs(general.refs, own.refs)
    if isinstance(general.data, MapOf) and isinstance(own.data, MapOf):
        found = dict(general.data.entries)
        for name, value in own.data.entries.items():
            found[name] = merged(found[name], value) if name in found else value
        return own.with_(data=MapOf(found, general.data.rest or own.data.rest), refs=refs)
    if isinstance(general.data, ListOf) and isinstance(own.data, ListOf):
        items = (*general.data.items, *own.data.items)
        return own.with_(data=ListOf(items, general.data.rest or own.data.rest, "list"), refs=refs)
    return own
