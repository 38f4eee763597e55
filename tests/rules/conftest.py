"""A small kind, and rules judged on it: for tests of the language and of verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any

import pytest

from reslint.model.attribute import FLAG, NUMBER, TEXT, TEXTS, Flag, Number, Tags, Text, Texts, Zones, records
from reslint.model.inventory import Inventory, Loaded
from reslint.model.place import Spread, undecided
from reslint.model.raw import Deployment, RawResource, Root
from reslint.model.resource import Resource, attribute_types
from reslint.model.span import Source, Span
from reslint.model.value import ABSENT, ListOf, MapOf, Unknown, Value
from reslint.rules.check import judge
from reslint.rules.lang.conditions import check
from reslint.rules.lang.expression import Expression
from reslint.rules.lang.interpret import interpret
from reslint.rules.lang.operands import constant
from reslint.rules.lang.parse import parse
from reslint.rules.lang.truth import Truth
from reslint.rules.lang.typing import Names, type_of_parameter
from reslint.rules.load import load_folder
from reslint.rules.rule import Rule
from reslint.rules.verdict import Verdict
from reslint.rules.vocabulary import Vocabulary

Listeners = Annotated[Value, records(port=NUMBER, protocol=TEXT, secure=FLAG, hosts=TEXTS)]


@dataclass(slots=True, kw_only=True, eq=False)
class Store(Resource):
    """Something that keeps data and listens."""

    encrypted: Flag
    copies: Number
    engine: Text
    subnets: Texts
    listeners: Listeners
    backup: Annotated[Value, records(days=NUMBER, window=TEXT).of]
    labels: Tags
    standby_zones: Zones


WORDS = Vocabulary({"Store": Store}, {"Stateful": ("Store",)})


def value_of(data: Any) -> Value:
    """Plain data as a value; a Value or Unknown stays what it is."""
    if isinstance(data, Value):
        return data
    if isinstance(data, Unknown):
        return Value(data)
    if isinstance(data, list):
        return Value(ListOf(tuple(value_of(item) for item in data), shape="list"))
    if isinstance(data, dict):
        return Value(MapOf({key: value_of(item) for key, item in data.items()}))
    return constant(data)


def make_store(text: str = 'resource "store" "main" {\n}\n', **attributes: Any) -> Store:
    """A store whose other attributes are absent; its block is the text."""
    source = Source("main.tf", text)
    header = Span(source, 0, len(text.splitlines()[0]))
    deployment = Deployment("default", Root("terraform", Path("."), "."))
    raw = RawResource(
        deployment,
        "store.main",
        "store.main",
        "store",
        {},
        header,
        Span(source, 0, len(text)),
        ABSENT,
        ABSENT,
    )
    values: dict[str, Any] = {entry.name: ABSENT for entry in fields(Store)}
    values |= {"raw": raw, "zones": undecided(), "standby_zones": undecided()}
    values |= {name: v if isinstance(v, Spread) else value_of(v) for name, v in attributes.items()}
    return Store(**values)


def expression_of(source: str, parameters: Mapping[str, object]) -> Expression:
    """The expression typed against the store."""
    types = {name: type_of_parameter(value) for name, value in parameters.items()}
    return Expression(source, check(parse(source), Names(attribute_types(Store), types, "Store")).form)


def truth_of(source: str, resource: Store, **parameters: object) -> Truth:
    """What an expression says about a store."""
    return interpret(expression_of(source, parameters), resource, parameters)


def inventory_with(*resources: Resource) -> Inventory:
    """An inventory of these resources."""
    deployment = Deployment("default", Root("terraform", Path("."), "."))
    return Inventory(Loaded(deployment), list(resources), {r.address: r for r in resources})


HEAD = """\
name: store-weak
title: Store is weak
failure: zone
kind: Store
why: It is lost.
"""


@pytest.fixture(scope="session")
def store() -> Callable[..., Store]:
    """Makes a store with these attributes."""
    return make_store


@pytest.fixture(scope="session")
def holds() -> Callable[..., bool | None]:
    """Whether an expression holds for a store with these attributes."""
    return lambda source, **attributes: truth_of(source, make_store(**attributes)).value


@pytest.fixture(scope="session")
def truth() -> Callable[..., Truth]:
    """What an expression says about a store, with evidence and reasons."""
    return truth_of


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    """The kinds of these tests."""
    return WORDS


@pytest.fixture
def rule_of(tmp_path: Path) -> Callable[..., Rule]:
    """Loads one rule whose file has these lines after its head."""

    def load(body: str, head: str = HEAD, **more: Any) -> Rule:
        (tmp_path / "store-weak.yaml").write_text(head + dedent(body), encoding="utf-8")
        return load_folder(tmp_path, vocabulary=WORDS, **more)[0]

    return load


@pytest.fixture
def verdict_of(rule_of: Callable[..., Rule]) -> Callable[..., Verdict]:
    """The verdict on a store of the rule whose file has these lines after its head."""
    return lambda body, resource, **options: judge(
        rule_of(body), resource, inventory_with(resource), **options
    )


@pytest.fixture(scope="session")
def inventory() -> Callable[..., Inventory]:
    """Makes an inventory of some resources."""
    return inventory_with
