"""Names and types, checked when a rule is loaded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reslint.errors import RuleError
from reslint.rules.lang.expression import ExpressionError
from reslint.rules.lang.truth import Truth
from reslint.rules.rule import Rule

Ask = Callable[..., Truth]


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("encryptd", 1, "Store has no attribute or parameter `encryptd`; did you mean `encrypted`?"),
        ("encrypted and min_copy > 2", 15, "did you mean `min_copies`?"),
        ("encrypted == true", 14, "did you mean `True`?"),
        ("coun(subnets) > 1", 1, "there is no function `coun`; did you mean `count`?"),
        ("backup.dayz > 1", 1, "backup has no part `dayz`; did you mean `days`?"),
        ("listeners.port == 80", 1, "has no parts: use any("),
        ("any(x.prt == 80 for x in listeners)", 5, "x has no part `prt`; did you mean `port`?"),
        ("copies == 'three'", 1, "copies is a number and 'three' is a text"),
        ("encrypted == 1", 1, "encrypted is true or false and 1 is a number"),
        ("engine >= '14'", 1, "texts have no order"),
        ("encrypted > 1", 1, "cannot be compared"),
        ("subnets == ['a']", 1, "use any, all, in or within"),
        ("engine", 1, "engine is a text, not a condition"),
        ("copies and encrypted", 1, "copies is a number, not a condition"),
        ("count(subnets)", 1, "not a condition"),
        ("(encrypted or not encrypted) == True", 2, "a condition stands where a value is needed"),
        ("startswith(engine, 'a') == True", 1, "a condition stands where a value is needed"),
        ("1 in subnets", 1, "1 is a number, but subnets holds texts"),
        ("engine in [1, 2]", 1, "holds numbers"),
        ("engine in ['a', 1]", 17, "of one type"),
        ("engine in copies", 1, "nothing can be `in` it"),
        ("startswith(copies, 'a')", 12, "copies is a number, not a text"),
        ("startswith(engine)", 1, "takes 2, not 1"),
        ("count(engine) > 1", 1, "not a list"),
        ("distinct(labels) > 1", 1, "not a list"),
        ("within(engine, 'a')", 1, "not a list"),
        ("any(x for x in engine)", 16, "engine is a text, not a list"),
        ("any(x for x in subnets)", 5, "x is a text, not a condition"),
        ("any(engine == 'a' for engine in subnets)", 1, "already a name"),
        (
            "any(any(any(c == 'a' for c in a.hosts) for b in listeners) for a in listeners)", 9, "at most 2",
        ),
        ("zones is None", 1, "zones is never None"),
        ("count(subnets) is None", 1, "never None"),
        ("encrypted.real", 1, "has no parts"),
        ("raw is None", 1, "no attribute or parameter `raw`"),
        ("__class__ is None", 1, "no attribute or parameter"),
    ],
)  # fmt: skip
def test_a_wrong_name_or_type_is_refused_at_its_column(
    truth: Ask, store: Callable[..., object], source: str, column: int, message: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        truth(source, store(), min_copies=2)
    assert message in caught.value.message
    assert caught.value.column == column


def test_ordering_against_what_may_be_absent_warns_unless_it_is_tested(rule_of: Callable[..., Rule]) -> None:
    careless = rule_of("require: copies >= 2\nseverity: low\nmessage: few\n")
    assert careless.warnings == (
        "store-weak.yaml:6: require, column 1: if copies is not set, this comparison is false",
    )
    careful = rule_of("require: copies is None or copies >= 2\nseverity: low\nmessage: few\n")
    by_when = rule_of("when: copies is not None\nrequire: copies >= 2\nseverity: low\nmessage: few\n")
    assert careful.warnings == by_when.warnings == ()


def test_zones_and_counts_are_never_absent(rule_of: Callable[..., Rule]) -> None:
    assert rule_of("require: zones >= 2 and count(subnets) > 1\nseverity: low\nmessage: x\n").warnings == ()


def test_the_error_of_a_rule_names_file_line_and_column(rule_of: Callable[..., Rule]) -> None:
    with pytest.raises(RuleError, match=r"^store-weak.yaml:7: require.0.that, column 8: no arithmetic"):
        rule_of(
            "require:\n  - {that: zones >= 1 + 1, severity: low, say: x}\n".replace("zones >= ", "zones>=")
        )
