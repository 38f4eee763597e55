"""The `Text` kind: Regions and zones that are typed into the texts of a deployment's files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reslint.adapters.required_places import is_required, serves_the_edge
from reslint.adapters.text_places import EXACT_ROLES, places_in
from reslint.model.inventory import LiteralText, Loaded, Suppression
from reslint.model.kinds.text import Text
from reslint.model.place import undecided
from reslint.model.raw import Deployment, RawResource
from reslint.model.regions import AWS_REGIONS
from reslint.model.span import Span
from reslint.model.value import ABSENT, ListOf, Value

CONFIGURATION_ROLES = frozenset(
    {"provider", "backend", "condition", "mapping", "description", "configuration", "output"}
)
"""Roles in which naming a place is the purpose, or in which the text does nothing."""

PLACEMENT_NAMES = re.compile(
    r"(^|_|(?-i:(?<=[A-Za-z0-9])(?=R)))(regions?\d*|location|region_?name|replica\w*|destination_?region|az|azs|availability_?zones?"
    r"|availability_?zone_?(name|id)s?|zones?)$",
    re.IGNORECASE,
)
"""Attributes whose value is where the resource shall be."""

_PLACING_CONTEXT = frozenset({"replica", "replicas", "stackinstancesgroup", "replicaregions", "region_name"})
_ALLOW_LIST = "aws:RequestedRegion"
_ALLOW_LIST_OWNERS = frozenset({"aws_organizations_policy", "AWS::Organizations::Policy"})
_CDK_SIGNS = ("aws:cdk:path", "/cdk-bootstrap/")
"""What only a template that the CDK wrote contains: its places come from the app's environment."""


@dataclass(slots=True)
class _Hits:
    """The occurrences of one Region, or of the zones of one Region, in one role of one file."""

    literals: list[LiteralText] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, literal: LiteralText, place: str, span: Span) -> None:
        """Remembers one more occurrence."""
        self.literals.append(literal)
        self.places.append(place)
        self.spans.append(span)


def texts(loaded: Loaded) -> list[Text]:
    """One resource for each file, Region or its zones, role and kind of dependency, as they appear.

    What a suppression covers makes a resource of its own.
    """
    if _is_cdk_output(loaded):
        return []
    groups: dict[tuple[str, str, tuple[int, ...], str, str], _Hits] = {}
    suppressions = _by_file(loaded.suppressions)
    around = _surroundings(loaded.literals)
    for literal in loaded.literals:
        for place, span in places_in(literal):
            dependency = _dependency(literal, place, around)
            region = place if place in AWS_REGIONS else f"zones of {place[:-1]}"
            # What a comment takes back stays apart: it must not take the others with it.
            covers = tuple(n for n, s in suppressions.get(span.file, ()) if s.covers(span))
            key = (literal.span.file, region, covers, literal.role, dependency)
            groups.setdefault(key, _Hits()).add(literal, place, span)
    return [_text(loaded.deployment, *key[3:], hits) for key, hits in groups.items()]


def _by_file(suppressions: Iterable[Suppression]) -> dict[str, list[tuple[int, Suppression]]]:
    """The suppressions of each file, numbered."""
    found: dict[str, list[tuple[int, Suppression]]] = {}
    for numbered in enumerate(suppressions):
        found.setdefault(numbered[1].scope.file, []).append(numbered)
    return found


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What other literals say about one."""

    edge: set[tuple[str, str]]
    """Files and owners that speak of a service which works from us-east-1 only."""
    regions: dict[tuple[str, str, tuple[str, ...]], set[str]]
    """By file, owner and path, the Regions that a policy lists there."""

    def at_edge(self, literal: LiteralText) -> bool:
        """Whether the literal's owner works from us-east-1 only."""
        return (literal.span.file, literal.owner) in self.edge

    def is_listed(self, literal: LiteralText) -> bool:
        """Whether the literal is one of a policy's list of several Regions."""
        return len(self.regions.get((literal.span.file, literal.owner, literal.path), ())) > 1


def _surroundings(literals: Iterable[LiteralText]) -> _Surroundings:
    found = _Surroundings(set(), {})
    for literal in literals:
        if serves_the_edge(literal):
            found.edge.add((literal.span.file, literal.owner))
        if literal.role == "policy":
            key = (literal.span.file, literal.owner, literal.path)
            for place, _ in places_in(literal):
                found.regions.setdefault(key, set()).add(place)
    return found


def _is_cdk_output(loaded: Loaded) -> bool:
    """Whether the CDK wrote the template: what is typed in there, a program put in."""
    if loaded.deployment.root.language != "cloudformation":
        return False
    return any(sign in source.text for source in loaded.sources for sign in _CDK_SIGNS)


def _dependency(literal: LiteralText, place: str, around: _Surroundings) -> str:
    """`configuration`, `required` or `typed-in`."""
    if literal.role in CONFIGURATION_ROLES or "condition" in {name.lower() for name in literal.path}:
        return "configuration"
    if literal.owner_type in _ALLOW_LIST_OWNERS or _ALLOW_LIST in literal.text or around.is_listed(literal):
        return "configuration"
    if is_required(literal, place) or (place == "us-east-1" and around.at_edge(literal)):
        return "required"
    if _is_placement(literal, place):
        return "configuration"
    return "typed-in"


def _is_placement(literal: LiteralText, place: str) -> bool:
    """Whether the text says where something shall be: as a Region argument or replica does."""
    is_zone = place not in AWS_REGIONS
    if literal.text.strip() != place or literal.role not in EXACT_ROLES:
        return False
    names = [name.lower() for name in literal.path]
    if literal.role == "variable-default":
        # A variable for the Region is just what the code should have, whatever else its name says.
        owner = literal.owner.rpartition(".")[2].lower()
        names.append("region" if "region" in owner else owner)
    if any(name in _PLACING_CONTEXT for name in names):
        return True
    if is_zone:
        return False
    last = literal.path[-1:] if literal.role != "variable-default" else names[-1:]
    return any(PLACEMENT_NAMES.search(name) for name in last)


def _text(deployment: Deployment, role: str, dependency: str, hits: _Hits) -> Text:
    first, place = hits.literals[0], ", ".join(sorted(set(hits.places)))
    raw = _raw(deployment, first, hits.spans[0])
    evidence = tuple(_found(literal, span) for literal, span in zip(hits.literals, hits.spans, strict=True))
    is_region = hits.places[0] in AWS_REGIONS
    shared = _shared(raw)
    return Text(
        raw=raw,
        place=evidence[0].with_(data=place),
        place_type=Value("region" if is_region else "zone", raw.span, "computed", because=evidence[:1]),
        role=Value(role, raw.span, "computed", because=evidence[:1]),
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
