"""What expressions mean: strong Kleene logic over values that may be unknown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from reslint.model.place import Range, Spread, pinned, regional, some_of, undecided
from reslint.model.value import AttributeOf, ElementOf, ListOf, MapOf, Named, Unknown, Value
from reslint.rules.lang.truth import Truth, conjunction, disjunction, negation

Holds = Callable[..., bool | None]

X = Unknown('variable "x" has no value')
SET = Unknown("only known after apply", null="no")


def text(symbol: str, prefix: str = "") -> Unknown:
    return Unknown(f"{symbol} is not known", Named(symbol), prefix=prefix)


def open_list(*items: object) -> Value:
    values = tuple(i if isinstance(i, Value) else Value(i) for i in items)  # type: ignore[arg-type]
    return Value(ListOf(values, Unknown("the rest is a look-up"), "list"))


def zone(index: int) -> Value:
    return Value(Unknown("a zone", ElementOf(Named("names"), index), "no"))


@pytest.mark.parametrize(("a", "b"), list(product([True, False, None], repeat=2)))
def test_and_or_not_follow_kleene(a: bool | None, b: bool | None) -> None:
    both, either = conjunction([Truth(a), Truth(b)]).value, disjunction([Truth(a), Truth(b)]).value
    assert both is (False if False in (a, b) else None if None in (a, b) else True)
    assert either is (True if True in (a, b) else None if None in (a, b) else False)
    assert negation(Truth(a)).value is (None if a is None else not a)


@pytest.mark.parametrize(
    ("source", "attributes", "expected"),
    [
        ("encrypted", {"encrypted": True}, True),
        ("encrypted", {"encrypted": X}, None),
        ("encrypted", {}, False),
        ("not encrypted", {}, True),
        ("encrypted", {"encrypted": "yes"}, None),
        ("encrypted == False", {"encrypted": False}, True),
        ("encrypted and copies > 1", {"encrypted": False, "copies": X}, False),
        ("encrypted or copies > 1", {"encrypted": True, "copies": X}, True),
        ("copies >= 2", {"copies": 2}, True),
        ("copies >= 2", {"copies": X}, None),
        ("copies >= 2", {}, False),
        ("copies < 2", {}, False),
        ("2 > copies", {}, False),
        ("1 <= copies < 3", {"copies": 3}, False),
        ("copies >= 0.5", {"copies": 1}, True),
        ("copies == 2", {"copies": "2"}, None),
        ("copies != 2", {}, True),
        ("engine == 'mysql'", {"engine": text("e")}, None),
        ("engine == 'mysql'", {"engine": text("e", "post")}, False),
        ("engine != 'mysql'", {}, True),
        ("engine is None", {}, True),
        ("engine is None", {"engine": "x"}, False),
        ("engine is None", {"engine": X}, None),
        ("engine is None", {"engine": SET}, False),
        ("engine is not None", {"engine": SET}, True),
        ("engine in ['a', 'b']", {"engine": "b"}, True),
        ("engine in ['a', 'b']", {"engine": X}, None),
        ("engine not in ['a', 'b']", {"engine": "c"}, True),
        ("'sq' in engine", {"engine": "mysql"}, True),
        ("'sq' in engine", {"engine": text("e", "mysql-")}, True),
        ("'sq' in engine", {"engine": X}, None),
        ("'a' in engine", {}, False),
    ],
)
def test_flags_numbers_and_texts(
    holds: Holds, source: str, attributes: dict[str, object], expected: bool | None
) -> None:
    assert holds(source, **attributes) is expected


@pytest.mark.parametrize(
    ("source", "subnets", "expected"),
    [
        ("count(subnets) >= 2", ["a", "b"], True),
        ("count(subnets) >= 2", open_list("a"), None),
        ("count(subnets) >= 2", open_list("a", "b"), True),
        ("count(subnets) == 0", None, True),
        ("count(subnets) >= 2", X, None),
        ("count(subnets) >= 0", X, True),
        ("distinct(subnets) >= 2", ["a", "a"], False),
        ("distinct(subnets) >= 2", ["a", X], None),
        ("distinct(subnets) >= 2", ["a", "b", X], True),
        ("'a' in subnets", ["b", X], None),
        ("'a' in subnets", ["b", X, "a"], True),
        ("'a' in subnets", open_list("b"), None),
        ("'a' in subnets", None, False),
        ("any(startswith(s, 'a') for s in subnets)", ["b", "ab"], True),
        ("any(startswith(s, 'a') for s in subnets)", ["b", X], None),
        ("any(startswith(s, 'a') for s in subnets)", [], False),
        ("any(startswith(s, 'a') for s in subnets)", None, False),
        ("any(startswith(s, 'a') for s in subnets)", open_list("a"), True),
        ("all(startswith(s, 'a') for s in subnets)", [], True),
        ("all(startswith(s, 'a') for s in subnets)", open_list("a"), None),
        ("all(startswith(s, 'a') for s in subnets)", open_list("b"), False),
        ("all(s in ['a', 'b'] for s in subnets)", ["a", "c", X], False),
        ("within(subnets, ['a', 'b'])", ["a", "b"], True),
        ("within(subnets, ['a', 'b'])", ["a", X], None),
        ("within(subnets, ['a', 'b'])", ["c", X], False),
        ("within(subnets, ['a', 'b'])", open_list("a"), None),
        ("within(subnets, ['a', 'b'])", None, True),
        ("within(subnets, ['a', 'b'])", X, None),
    ],
)
def test_lists(holds: Holds, source: str, subnets: object, expected: bool | None) -> None:
    assert holds(source, subnets=subnets) is expected


def test_items_of_a_set_that_may_be_equal_are_not_counted_twice(holds: Holds) -> None:
    pair = (Value("a"), Value(X))
    assert holds("count(subnets) >= 2", subnets=Value(ListOf(pair, shape="set"))) is None
    assert holds("count(subnets) >= 2", subnets=Value(ListOf(pair, shape="list"))) is True


@pytest.mark.parametrize(
    ("source", "zones", "expected"),
    [
        ("zones >= 2", pinned([Value("a"), Value("b")]), True),
        ("zones >= 2", pinned([Value("a"), Value("a")]), False),
        ("zones >= 2", pinned([zone(0), zone(1)]), True),
        ("zones >= 2", pinned([zone(0), zone(0)]), False),
        ("zones >= 2", pinned([Value("a"), Value(X)]), None),
        ("zones >= 2", some_of(2), True),
        ("zones >= 2", regional(), True),
        ("zones >= 2", undecided(low=1, high=3), None),
        ("zones >= 1", undecided(low=1, high=3), True),
        ("zones > 3", undecided(low=1, high=3), False),
        ("zones == 4", undecided(low=1, high=3), False),
        ("zones != 2", undecided(low=1, high=3), None),
        ("distinct(zones) == 2", some_of(2), True),
        ("count(zones) == 2", some_of(2), True),
        ("'a' in zones", pinned([Value("a"), Value(X)]), True),
        ("'c' in zones", pinned([Value("a"), Value("b")]), False),
        ("'c' in zones", pinned([Value("a")], rest=X), None),
        ("'c' in zones", pinned([Value("a"), zone(0)]), None),
        ("'a' in zones", some_of(1, [Value("a"), Value("b")]), None),
        ("'c' in zones", some_of(1, [Value("a"), Value("b")]), False),
        ("'c' in zones", some_of(1), None),
        ("'c' in zones", regional(), None),
        ("zones == ['b', 'a']", pinned([Value("a"), Value("b")]), True),
        ("zones == ['a']", pinned([Value("a"), Value("b")]), False),
        ("zones == 'a'", pinned([Value("a")]), True),
        ("zones == ['a', 'b']", some_of(2, [Value("a"), Value("b"), Value("c")]), None),
        ("zones == ['a', 'd']", some_of(2, [Value("a"), Value("b"), Value("c")]), False),
        ("zones >= standby_zones", some_of(2), None),
    ],
)
def test_zones(holds: Holds, source: str, zones: Spread, expected: bool | None) -> None:
    assert holds(source, zones=zones) is expected


@pytest.mark.parametrize(
    ("source", "backup", "expected"),
    [
        ("backup.days >= 7", {"days": 7}, True),
        ("backup.days >= 7", {"days": X}, None),
        ("backup.days >= 7", {}, False),
        ("backup.days >= 7", None, False),
        ("backup.days >= 7", X, None),
        ("backup.days is None", {"window": "x"}, True),
        ("backup is None", None, True),
        ("backup.days is None", Value(MapOf({}, X)), None),
        ("backup.days >= 7", [{"days": 7}], True),
        ("backup.days is None", [], True),
    ],
)
def test_records(holds: Holds, source: str, backup: object, expected: bool | None) -> None:
    assert holds(source, backup=backup) is expected


def test_lists_of_records_and_maps(holds: Holds) -> None:
    listeners = [{"port": 80, "hosts": ["a"]}, {"port": 443, "secure": True, "hosts": ["b", "c"]}]
    assert holds("any(x.port == 443 and x.secure for x in listeners)", listeners=listeners) is True
    assert holds("all(x.secure for x in listeners)", listeners=listeners) is False
    assert holds("any(any(h == 'c' for h in x.hosts) for x in listeners)", listeners=listeners) is True
    assert holds("labels.team == 'a' and 'team' in labels", labels={"team": "a"}) is True
    assert holds("'owner' in labels", labels={"team": "a"}) is False
    assert holds("'owner' in labels", labels=Value(MapOf({}, X))) is None


@pytest.mark.parametrize(
    ("source", "engine", "expected"),
    [
        ("startswith(engine, 'aurora')", "aurora-mysql", True),
        ("startswith(engine, 'aurora')", text("e", "aurora-"), True),
        ("startswith(engine, 'aurora')", text("e", "au"), None),
        ("startswith(engine, 'aurora')", text("e", "post"), False),
        ("startswith(engine, '')", X, None),
        ("startswith(engine, 'a')", None, False),
        ("endswith(engine, 'sql')", "mysql", True),
        ("endswith(engine, 'sql')", X, None),
        ("endswith(engine, 'sql')", None, False),
        ("glob(engine, 'custom-*')", "custom-oracle", True),
        ("glob(engine, 'custom-*')", text("e", "custom-o"), True),
        ("glob(engine, 'custom-?')", text("e", "custom-"), None),
        ("glob(engine, '*-ee')", text("e", "custom-"), None),
        ("glob(engine, 'custom-*')", text("e", "my"), False),
        ("glob(engine, 'a')", text("e", "ab"), False),
        ("glob(engine, 'A*')", "a", False),
        ("within(engine, ['a', 'b'])", "a", True),
    ],
)
def test_text_functions(holds: Holds, source: str, engine: object, expected: bool | None) -> None:
    assert holds(source, engine=engine) is expected


def test_parameters_are_constants(truth: Callable[..., Truth], store: Callable[..., object]) -> None:
    found = truth(
        "copies >= least and engine in known", store(copies=3, engine="b"), least=2, known=("a", "b")
    )
    assert found.value is True
    assert [value.data for value in found.evidence] == [3, "b"]


def test_evidence_of_a_false_and_is_its_false_parts(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    found = truth("encrypted and copies > 2 and engine == 'a'", store(encrypted=True, copies=1, engine="b"))
    assert [value.data for value in found.evidence] == [1, "b"]


def test_evidence_of_a_true_or_is_its_true_parts(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    found = truth("encrypted or copies > 2", store(encrypted=False, copies=3))
    assert [value.data for value in found.evidence] == [3]


def test_evidence_of_zones_is_what_they_were_worked_out_from(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    multi_az = Value(False)
    found = truth("zones >= 2", store(zones=Spread("some-of", Range(1, 1), because=(multi_az,))))
    assert found.evidence == (multi_az,)


def test_evidence_of_any_is_the_items_that_decided(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    found = truth("any(x.port == 443 for x in listeners)", store(listeners=[{"port": 80}, {"port": 443}]))
    assert [value.data for value in found.evidence] == [443]
    missed = truth("any(x.port == 22 for x in listeners)", store(listeners=[{"port": 80}, {"port": 443}]))
    assert [value.data for value in missed.evidence[:2]] == [80, 443]


def test_reasons_are_those_of_the_undecided_parts_each_once(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    engine = Unknown("engine is not known", AttributeOf("data.a.b", "engine"))
    found = truth("encrypted and copies > 1 and (copies > 2 or engine == 'a')", store(
        encrypted=True, copies=X, engine=engine,
    ))  # fmt: skip
    assert found.value is None
    assert found.reasons == (X, engine)


def test_zones_that_are_not_known_say_how_many_are_possible(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    found = truth("zones >= 2", store(zones=undecided(low=1, high=3)))
    assert found.reasons[0].reason == "as far as the code says, it is in 1 to 3 zones"


def test_a_rule_looks_at_a_bounded_number_of_items(
    truth: Callable[..., Truth], store: Callable[..., object]
) -> None:
    found = truth("any(s == 'b' for s in subnets)", store(subnets=["a"] * 10_001))
    assert found.value is None
    assert "10000 items" in found.reasons[0].reason
