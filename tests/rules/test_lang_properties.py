"""What must hold for all expressions: less information never flips an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reslint.model.place import Spread, pinned, some_of, undecided
from reslint.model.value import ListOf, MapOf, Named, Unknown, Value
from reslint.rules.lang.truth import Truth

FLAGS = st.sampled_from([True, False, None])
NUMBERS = st.integers(-1, 4) | st.none()
TEXTS = st.sampled_from(["a", "b", "ab", ""]) | st.none()
LISTS = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=3) | st.none()
RECORDS = st.fixed_dictionaries(
    {}, optional={"days": st.integers(0, 3), "window": st.sampled_from(["a", "b"])}
)
STORES = st.fixed_dictionaries(
    {"encrypted": FLAGS, "copies": NUMBERS, "engine": TEXTS, "subnets": LISTS, "backup": RECORDS | st.none(),
     "zones": st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=3)}
)  # fmt: skip

NUMBER = st.sampled_from(
    ["copies", "backup.days", "count(subnets)", "distinct(subnets)", "zones", "0", "1", "2"]
)
TEXT = st.sampled_from(["engine", "backup.window", "'a'", "'ab'", "''"])
LIST = st.sampled_from(["subnets", "['a', 'b']", "zones"])
LOOP = st.sampled_from(["s == engine", "startswith(s, 'a')", "s in ['b']", "glob(s, '?b')", "'a' in s"])


def _join(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: template.format(*found))


ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
ATOMS = st.one_of(
    st.just("encrypted"),
    _join("{} {} {}", NUMBER, ORDER, NUMBER),
    _join("{} == {}", TEXT, TEXT),
    _join("{} in {}", TEXT, LIST),
    _join("{} in engine", TEXT),
    st.just("zones == ['a', 'b']"),
    _join("{}(engine, {})", st.sampled_from(["startswith", "endswith", "glob"]), TEXT),
    _join("{} is None", st.sampled_from(["engine", "copies", "subnets", "backup.days", "backup"])),
    _join("{}({} for s in subnets)", st.sampled_from(["any", "all"]), LOOP),
    _join("within(subnets, {})", LIST),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        _join("not ({})", inner), _join("({}) and ({})", inner, inner), _join("({}) or ({})", inner, inner)
    ),
    max_leaves=6,
)


def _spread(zones: list[str]) -> Spread:
    return pinned([Value(zone) for zone in zones])


def _forgotten(name: str, value: Any, how: int) -> Any:
    """Less than was known: all of it, an item of it, its end, or only how it begins."""
    if name == "zones":
        known = [Value(zone) for zone in value]
        fewer = [Value(Unknown("?")), *known[1:]]
        number = len(set(value))
        return [undecided(), pinned(fewer), pinned(known[:-1], rest=Unknown("?")), some_of(number, known)][
            how
        ]
    if isinstance(value, list) and value and how:
        items = [Value(item) for item in value]
        cut = [Value(Unknown("?", Named("i"))), *items[1:]] if how == 1 else items[:-1]
        return Value(ListOf(tuple(cut), None if how == 1 else Unknown("?"), "list"))
    if isinstance(value, dict) and how:
        return Value(MapOf({k: Value(Unknown("?")) for k in value} if how == 1 else {}, Unknown("?")))
    if isinstance(value, str) and how:
        return Unknown("?", null="no", prefix=value[:how])
    return Unknown("?")


@settings(max_examples=300, deadline=None)
@given(
    source=CONDITIONS,
    attributes=STORES,
    forget=st.sets(st.sampled_from(["encrypted", "copies", "engine", "subnets", "backup", "zones"])),
    how=st.integers(0, 3),
)
def test_less_information_never_flips_an_answer(
    truth: Callable[..., Truth],
    store: Callable[..., Any],
    source: str,
    attributes: dict[str, Any],
    forget: set[str],
    how: int,
) -> None:
    known = truth(source, store(**{**attributes, "zones": _spread(attributes["zones"])}))
    assert known.value is not None
    less = {n: _forgotten(n, v, how) if n in forget else v for n, v in attributes.items()}
    if "zones" not in forget:
        less["zones"] = _spread(attributes["zones"])
    blurred = truth(source, store(**less))
    assert blurred.value in (known.value, None)
    assert bool(blurred.reasons) == (blurred.value is None)
