"""What reslint understood of the files, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reslint.engine.run import Run
from reslint.model.inventory import Edge, Inventory, Notification
from reslint.model.passwords import without_passwords
from reslint.model.place import Spread
from reslint.model.raw import RawResource
from reslint.model.resource import Resource, attribute_types
from reslint.model.value import ListOf, MapOf, Unknown, Value, all_refs

VERSION = 1
MAX_DEPTH = 200
"""Values nested deeper than this are cut."""


def understood(run: Run) -> dict[str, Any]:
    """Resources with their evaluated attributes, place and model, and what could not be read."""
    resources: list[dict[str, Any]] = []
    notifications: list[Notification] = []
    for inventory in run.inventories():
        resources.extend(_resources(inventory))  # works out everything, and notices what that shows
        notifications.extend(inventory.loaded.notifications)
    notifications.extend(run.notifications)
    return {
        "version": VERSION,
        "resources": resources,
        "notifications": [_notification(n) for n in notifications],
    }


def _resources(inventory: Inventory) -> Iterable[dict[str, Any]]:
    addresses = {r.address for r in inventory.loaded.resources}
    for raw in inventory.loaded.resources:
        if not raw.is_data:
            yield _resource(raw, inventory.by_address.get(raw.address), addresses)


def _resource(raw: RawResource, adapted: Resource | None, addresses: set[str]) -> dict[str, Any]:
    attributes = {name: raw.attributes[name] for name in raw.attributes}
    return {
        "address": raw.address,
        "type": raw.type,
        "kind": adapted.kind if adapted else None,
        "deployment": raw.deployment.name,
        "root": raw.deployment.root.shown,
        "region": plain(raw.region),
        "zones": _spread(adapted.zones) if adapted else None,
        "file": raw.span.file,
        "line": raw.span.line,
        "exists": {"unknown": raw.exists.reason} if raw.exists else True,
        "attributes": {name: plain(value) for name, value in attributes.items()},
        "model": _model(adapted) if adapted else None,
        "depends_on": sorted({edge.target for edge in edges_of(raw, addresses)}),
    }


def edges_of(raw: RawResource, addresses: set[str]) -> list[Edge]:
    """The references from the attributes of a resource to other resources of its deployment."""
    found: dict[Edge, None] = {}
    for name in raw.attributes:
        for ref in all_refs(raw.attributes[name]):
            if ref.address not in (raw.address, raw.block):
                found.setdefault(Edge(raw.address, (name,), ref.address, ref.attribute))
    for value in raw.meta.values():
        for ref in all_refs(value):
            found.setdefault(Edge(raw.address, ("depends_on",), ref.address, ref.attribute))
    return list(found)


def _model(resource: Resource) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name in attribute_types(type(resource)):
        value = resource.attribute(name)
        shown[name] = _spread(value) if isinstance(value, Spread) else plain(value)
    return shown


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "how": spread.how,
        "count": str(spread.count),
        "members": [plain(z) for z in spread.members],
        "candidates": [plain(z) for z in spread.candidates],
    }


def plain(value: Value, depth: int = 0) -> Any:
    """A value as JSON data; an unknown is `{"unknown": reason}` in its place."""
    data = value.data
    if value.sensitive:
        return {"sensitive": True}
    if isinstance(data, Unknown):
        return {"unknown": data.reason}
    if depth > MAX_DEPTH:
        return {"unknown": "nested too deeply to show"}
    if isinstance(data, ListOf):
        items = [plain(item, depth + 1) for item in data.items]
        return [*items, {"unknown": data.rest.reason}] if data.rest else items
    if isinstance(data, MapOf):
        shown = {name: plain(data.entries[name], depth + 1) for name in data.entries}
        return {**shown, "…": {"unknown": data.rest.reason}} if data.rest else shown
    if isinstance(data, Decimal):
        return float(data) if data.is_finite() else str(data)
    return without_passwords(data) if isinstance(data, str) else data


def _notification(n: Notification) -> dict[str, Any]:
    line = n.span.line if n.span else None
    column = n.span.column if n.span else None
    return {
        "level": n.level,
        "code": n.code,
        "message": n.message,
        "file": n.file,
        "line": line,
        "column": column,
    }
