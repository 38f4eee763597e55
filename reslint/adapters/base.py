"""What an adapter is: a table of rows, with the two languages of a row side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up
from reslint.model.place import Spread, regional, undecided
from reslint.model.raw import Language, RawResource
from reslint.model.resource import Resource, attribute_types
from reslint.model.value import ABSENT, Data, ListOf, MapOf, Scalar, Unknown, Value

Made = dict[str, Any]
"""The attributes of a resource that are already worked out, by name."""

PROVIDER_CHOOSES = Unknown("chosen by the provider when left out", null="no")
"""The default of an attribute that the provider fills in with something the code cannot tell."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one language keeps an attribute, and what holds when it is left out."""

    language: Language
    path: str
    default: Data = None
    types: tuple[str, ...] = ()
    """The raw types that it holds for; empty for all."""


def tf(path: str, default: Data = None, types: tuple[str, ...] = ()) -> Place:
    """An attribute path in Terraform with the provider's default."""
    return Place("terraform", path, default, types)


def cfn(path: str, default: Data = None, types: tuple[str, ...] = ()) -> Place:
    """A property path in CloudFormation with the service's default."""
    return Place("cloudformation", path, default, types)


@dataclass(frozen=True, slots=True)
class Row:
    """An attribute that is read from one place in each language."""

    name: str
    places: tuple[Place, ...]
    convert: Callable[[Scalar], Scalar] | None = None
    """Applied to a known scalar, after coercion to the attribute's type."""


def row(name: str, *places: Place, convert: Callable[[Scalar], Scalar] | None = None) -> Row:
    """An attribute read from the first place of its language and type; `convert` maps known scalars."""
    return Row(name, places, convert)


@dataclass(frozen=True, slots=True)
class Computed:
    """An attribute that depends on several values or on other resources."""

    name: str
    work_out: Callable[[RawResource, Joins, Made], Value | Spread]


def computed(name: str, work_out: Callable[[RawResource, Joins, Made], Value | Spread]) -> Computed:
    """An attribute worked out from the resource, what is joined to it, and the rows above."""
    return Computed(name, work_out)


Scope = Literal["zonal", "regional", "global"]
"""Where resources of a type live when no attribute says more."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """How the resources of some types become one kind."""

    kind: type[Resource]
    service: str
    types: tuple[str, ...]
    rows: tuple[Row | Computed, ...] = field(default=())
    scope: Scope = "regional"


def adapt(adapter: Adapter, raw: RawResource, joins: Joins) -> Resource:
    """The resource of the model that a raw resource is."""
    made: Made = _shared(adapter, raw)
    types = attribute_types(adapter.kind)
    for entry in adapter.rows:
        if isinstance(entry, Computed):
            made[entry.name] = entry.work_out(raw, joins, made)
        else:
            made[entry.name] = _read(entry, raw, types[entry.name].name)
    for name, declared in types.items():
        if name not in made:
            made[name] = undecided() if declared.name == "zones" else ABSENT
    return adapter.kind(raw=raw, **made)


def _read(entry: Row, raw: RawResource, type_name: str) -> Value:
    place = next((p for p in entry.places if _holds(p, raw)), None)
    if place is None:
        return ABSENT.with_(span=raw.span)
    value = look_up(raw, place.path)
    if value.data is None:
        value = value.with_(data=place.default, origin="default", span=value.span or raw.span)
    value = coerce(value, type_name)
    if entry.convert and isinstance(value.data, str | int | bool):
        return value.with_(data=entry.convert(value.data))
    return value


def _holds(place: Place, raw: RawResource) -> bool:
    return place.language == raw.language and (not place.types or raw.type in place.types)


def _shared(adapter: Adapter, raw: RawResource) -> Made:
    """The attributes that every kind has."""
    meta = raw.meta
    return {
        "name": Value(raw.address, raw.span, "computed"),
        "tags": _tags(raw),
        "purpose": Value(ListOf(()), raw.span, "computed"),
        "account": raw.account,
        "region": raw.region,
        "zones": regional() if adapter.scope == "regional" else undecided(),
        "service": Value(adapter.service, raw.span, "computed"),
        "deployment": Value(raw.deployment.name, raw.span, "computed"),
        "root": Value(raw.deployment.root.shown, raw.span, "computed"),
        "protected_from_destroy": coerce(
            meta.get("prevent_destroy", Value(False, raw.span, "default")), "flag"
        ),
        "deletion_policy": meta.get("DeletionPolicy", ABSENT),
        "replace_policy": meta.get("UpdateReplacePolicy", ABSENT),
        "ignored_changes": meta.get("ignore_changes", Value(ListOf(()), raw.span, "default")),
    }


def _tags(raw: RawResource) -> Value:
    return raw.get("tags") if raw.language == "terraform" else tag_map(raw.get("Tags"))


def tag_map(value: Value) -> Value:
    """CloudFormation's list of tags (`Key`, `Value`) as a mapping; anything else as it is."""
    if not isinstance(value.data, ListOf):
        return value
    entries: dict[str, Value] = {}
    for item in value.data.items:
        key = item.entries.get("Key", ABSENT).data
        if isinstance(key, str):
            entries[key] = item.entries.get("Value", ABSENT)
    return value.with_(data=MapOf(entries, value.data.rest))


def list_value(items: tuple[Value, ...], raw: RawResource, rest: Unknown | None = None) -> Value:
    """A computed list, with its items as the evidence."""
    return Value(ListOf(items, rest, "list"), raw.span, "computed", because=items)


def record(raw: RawResource, **entries: Value) -> Value:
    """A computed record, for attributes that are lists of records."""
    return Value(MapOf(_mapping(entries)), raw.span, "computed", because=tuple(entries.values()))


def _mapping(entries: Mapping[str, Value]) -> dict[str, Value]:
    return dict(entries)
