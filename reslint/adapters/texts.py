"""The `Text` kind: Regions and zones that are typed into the texts of a deployment's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reslint.adapters.required_places import is_required
from reslint.model.inventory import LiteralText, Loaded
from reslint.model.kinds.whole import Text
from reslint.model.place import undecided
from reslint.model.raw import Deployment, RawResource
from reslint.model.regions import AWS_REGIONS, PLACE
from reslint.model.span import Span
from reslint.model.value import ABSENT, ListOf, Value

CONFIGURATION_ROLES = frozenset(
    {"provider", "backend", "condition", "mapping", "description", "configuration", "output"}
)
"""Roles in which naming a place is the purpose, or in which the text does nothing."""

PLACEMENT_NAMES = re.compile(
    r"(^|_)(regions?\d*|location|region_?name|replica\w*|destination_?region|az|azs|availability_?zones?"
    r"|availability_?zone_?(name|id)s?|zones?)$",
    re.IGNORECASE,
)
"""Attributes whose value is where the resource shall be."""

_LOCAL_ZONE = re.compile(r"-[a-z]{3,4}-\d")
_PLACING_CONTEXT = frozenset({"replica", "replicas", "stackinstancesgroup", "replicaregions", "region_name"})
_EXACT_ROLES = frozenset({"argument", "local", "variable-default"})
"""Roles in which a place counts only as a text of its own, in an ARN or in a host name: in the
middle of a name it is a label and not a dependency."""
_ADDRESSING = re.compile(r"^arn:|\.amazonaws\.com|^https?://|\.dkr\.ecr\.")


@dataclass(slots=True)
class _Hits:
    """The occurrences of one place in one role of one file."""

    literals: list[LiteralText] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def texts(loaded: Loaded) -> list[Text]:
    """One resource for each file, place, role and kind of dependency, in order of appearance."""
    groups: dict[tuple[str, str, str, str], _Hits] = {}
    for literal in loaded.literals:
        for place, span in _places(literal):
            key = (literal.span.file, place, literal.role, _dependency(literal, place))
            hits = groups.setdefault(key, _Hits())
            hits.literals.append(literal)
            hits.spans.append(span)
    return [_text(loaded.deployment, *key[1:], hits) for key, hits in groups.items()]


def _places(literal: LiteralText) -> Iterator[tuple[str, Span]]:
    """The Regions and zones in a literal that mean a place, with the characters that name them."""
    text = literal.text
    for match in PLACE.finditer(text):
        if match["region"] not in AWS_REGIONS or _LOCAL_ZONE.match(text, match.end()):
            continue
        if literal.role in _EXACT_ROLES and match[0] != text.strip() and not _ADDRESSING.search(text):
            continue
        yield match[0], _narrowed(literal.span, match[0])


def _narrowed(span: Span, place: str) -> Span:
    """The characters of the place inside the literal's span, where they can be found."""
    at = span.source.text.find(place, span.start, span.end)
    return Span(span.source, at, at + len(place)) if at >= 0 else span


def _dependency(literal: LiteralText, place: str) -> str:
    """`configuration`, `required` or `typed-in`."""
    if literal.role in CONFIGURATION_ROLES or "condition" in {name.lower() for name in literal.path}:
        return "configuration"
    if is_required(literal, place):
        return "required"
    if _is_placement(literal, place):
        return "configuration"
    return "typed-in"


def _is_placement(literal: LiteralText, place: str) -> bool:
    """Whether the text says where something shall be: as a Region argument or replica does."""
    is_zone = place not in AWS_REGIONS
    if literal.text.strip() != place or literal.role not in _EXACT_ROLES:
        return False
    names = [name.lower() for name in literal.path]
    if literal.role == "variable-default":
        names.append(literal.owner.rpartition(".")[2].lower())
    if any(name in _PLACING_CONTEXT for name in names):
        return True
    if is_zone:
        return False
    return bool(names) and PLACEMENT_NAMES.search(names[-1]) is not None


def _text(deployment: Deployment, place: str, role: str, dependency: str, hits: _Hits) -> Text:
    first = hits.literals[0]
    raw = _raw(deployment, first, hits.spans[0])
    evidence = tuple(_found(literal, span) for literal, span in zip(hits.literals, hits.spans, strict=True))
    is_region = place in AWS_REGIONS
    shared = _shared(raw)
    return Text(
        raw=raw,
        place=evidence[0].with_(data=place),
        place_type=Value("region" if is_region else "zone", raw.span, "computed", because=evidence[:1]),
        role=Value(role, raw.span, "computed"),
        dependency=Value(dependency, raw.span, "computed", because=evidence),
        occurrences=Value(len(evidence), raw.span, "computed"),
        zones=undecided(),
        **shared,
    )


def _found(literal: LiteralText, span: Span) -> Value:
    return Value(literal.text, span, "written")


def _raw(deployment: Deployment, literal: LiteralText, span: Span) -> RawResource:
    """The text as a resource, so that rules and reports can treat it as one."""
    owner = literal.owner or literal.span.file
    return RawResource(
        deployment, owner, owner, literal.owner_type or "text", {}, span, literal.span, ABSENT, ABSENT
    )  # fmt: skip


def _shared(raw: RawResource) -> dict[str, Value]:
    """The attributes of every kind, empty for a text."""
    nothing: Iterable[str] = ("tags", "account", "region", "deletion_policy", "replace_policy")
    shared = dict.fromkeys(nothing, ABSENT)
    empty = Value(ListOf(()), raw.span, "computed")
    return {
        **shared,
        "name": Value(raw.address, raw.span, "computed"),
        "service": Value("text", raw.span, "computed"),
        "purpose": empty,
        "ignored_changes": empty,
        "deployment": Value(raw.deployment.name, raw.span, "computed"),
        "root": Value(raw.deployment.root.shown, raw.span, "computed"),
        "protected_from_destroy": Value(False, raw.span, "default"),
    }
