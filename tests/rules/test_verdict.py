"""The verdict table, severity, confidence, evidence and messages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from reslint.errors import ConfigError
from reslint.model.place import Spread, some_of
from reslint.model.resource import Resource
from reslint.model.span import Source, Span
from reslint.model.value import ListOf, Unknown, Value
from reslint.rules.check import attempt, judge, settle_parameters
from reslint.rules.context import Context
from reslint.rules.rule import Rule
from reslint.rules.verdict import Outcome, RuleCrash, Verdict

VerdictOf = Callable[..., Verdict]
Make = Callable[..., Any]

X = Unknown('variable "x" has no value')
TEXT = 'resource "store" "main" {\n  encrypted = false\n  copies = var.copies\n}\n'


def written(data: object, word: str, origin: Any = "written") -> Value:
    """A value at the place where the word stands in the text."""
    start = TEXT.index(word)
    span = Span(Source("main.tf", TEXT), start, start + len(word))
    return Value(data, span, origin, ("store.main", (word.split(maxsplit=1)[0],)))  # type: ignore[arg-type]


def left_out(data: object, name: str) -> Value:
    """A default, at the header of the block that leaves it out."""
    header = Span(Source("main.tf", TEXT), 0, 24)
    return Value(data, header, "default", ("store.main", (name,)))  # type: ignore[arg-type]


RULE = "when: copies > 0\nrequire: encrypted\nseverity: high\nmessage: '{address} is open'\n"


@pytest.mark.parametrize(
    ("copies", "encrypted", "outcome"),
    [
        (0, True, "not-applicable"),
        (0, False, "not-applicable"),
        (0, X, "not-applicable"),
        (X, True, "pass"),
        (X, False, "undecided"),
        (X, X, "undecided"),
        (1, True, "pass"),
        (1, False, "fail"),
        (1, X, "undecided"),
    ],
)
def test_the_verdict_table(
    verdict_of: VerdictOf, store: Make, copies: object, encrypted: object, outcome: str
) -> None:
    assert verdict_of(RULE, store(copies=copies, encrypted=encrypted)).outcome == outcome


@pytest.mark.parametrize(
    ("engine", "encrypted", "outcome"),
    [
        ("scratch", False, "not-applicable"),
        ("scratch", X, "not-applicable"),
        ("main", False, "fail"),
        (X, False, "undecided"),
        (X, True, "pass"),
        (X, X, "undecided"),
    ],
)
def test_an_unless_without_severity_exempts(
    verdict_of: VerdictOf, store: Make, engine: object, encrypted: object, outcome: str
) -> None:
    body = "require: encrypted\nseverity: high\nmessage: open\nunless: engine == 'scratch'\n"
    assert verdict_of(body, store(engine=engine, encrypted=encrypted)).outcome == outcome


LOWERED = """\
require: encrypted
severity: {severity}
message: open
unless: [{{that: engine == 'cache', severity: low}}]
"""


def test_an_unless_with_severity_lowers_to_it_and_never_raises(verdict_of: VerdictOf, store: Make) -> None:
    cache = store(engine="cache", encrypted=False)
    assert verdict_of(LOWERED.format(severity="high"), cache).severity == "low"
    assert verdict_of(LOWERED.format(severity="info"), cache).severity == "info"


def test_an_undecided_unless_with_severity_only_lowers_the_confidence(
    verdict_of: VerdictOf, store: Make
) -> None:
    verdict = verdict_of(LOWERED.format(severity="high"), store(engine=X, encrypted=False))
    assert (verdict.outcome, verdict.severity, verdict.confidence) == ("fail", "high", "medium")
    assert verdict.assumptions == (
        "it was taken that this does not hold: engine == 'cache' (variable \"x\" has no value)",
    )


def test_undecided_says_what_would_have_to_be_known(verdict_of: VerdictOf, store: Make) -> None:
    other = Unknown("the engine is looked up")
    body = "when: engine == 'a'\nrequire: encrypted\nseverity: high\nmessage: open\n"
    assert verdict_of(body, store(engine=other, encrypted=X)).reasons == (other, X)
    assert verdict_of(body, store(engine=other, encrypted=False)).reasons == (other,)


CLAUSES = """\
require:
  - {that: encrypted, severity: low, say: "{address} is open"}
  - {that: copies >= least, severity: high, say: "it has {copies} copies of {least}"}
  - {that: engine is not None, severity: critical, say: no engine}
parameters: {least: 2}
"""


def test_one_verdict_lists_every_clause_that_fails_with_the_worst_severity(
    verdict_of: VerdictOf, store: Make
) -> None:
    verdict = verdict_of(CLAUSES, store(encrypted=False, copies=1, engine="a"))
    assert verdict.messages == ("store.main is open", "it has 1 copies of 2")
    assert verdict.message == "store.main is open; it has 1 copies of 2"
    assert verdict.severity == "high"


def test_a_configured_parameter_overrides_the_rules_own(verdict_of: VerdictOf, store: Make) -> None:
    good = store(encrypted=True, copies=2, engine="a")
    assert verdict_of(CLAUSES, good).outcome == "pass"
    assert verdict_of(CLAUSES, good, parameters={"least": 3}).outcome == "fail"


def test_the_first_written_value_of_the_first_failing_clause_is_underlined(
    verdict_of: VerdictOf, store: Make
) -> None:
    encrypted, copies = written(False, "encrypted = false"), written(1, "copies = var.copies", "resolved")
    verdict = verdict_of(CLAUSES, store(encrypted=encrypted, copies=copies, engine="a"))
    assert (verdict.primary.line, verdict.label) == (2, "")
    assert [(span.line, text) for span, text in verdict.related] == [(3, "store.main: copies is 1")]
    assert verdict.evidence == (encrypted, copies)


def test_what_is_left_out_underlines_the_header_and_names_the_default(
    verdict_of: VerdictOf, store: Make
) -> None:
    verdict = verdict_of(RULE, store(TEXT, copies=1, encrypted=left_out(False, "encrypted")))
    assert (verdict.primary.line, verdict.primary.text) == (1, 'resource "store" "main" {')
    assert verdict.label == "encrypted not set; the default is false"
    assert verdict.confidence == "high"
    absent = verdict_of(
        "require: copies > 1\nseverity: low\nmessage: x\n", store(copies=left_out(None, "copies"))
    )
    assert absent.label == "copies not set"


def test_when_is_never_evidence_of_a_failure(verdict_of: VerdictOf, store: Make) -> None:
    copies = written(1, "copies = var.copies")
    verdict = verdict_of(RULE, store(TEXT, copies=copies, encrypted=left_out(False, "encrypted")))
    assert verdict.primary.line == 1
    assert copies not in verdict.evidence


def test_evidence_walks_down_to_values_that_are_not_computed(verdict_of: VerdictOf, store: Make) -> None:
    base = written(False, "encrypted = false")
    middle = Value(False, origin="computed", because=(base,))
    verdict = verdict_of(
        RULE, store(copies=1, encrypted=Value(False, origin="computed", because=(middle, base)))
    )
    assert verdict.evidence == (base,)
    assert verdict.primary.line == 2


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("written", "high"), ("resolved", "medium"), ("computed", "medium"), ("named", "low")],
)
def test_confidence_follows_from_how_the_evidence_came_about(
    verdict_of: VerdictOf, store: Make, origin: Any, expected: str
) -> None:
    encrypted = written(False, "encrypted = false", origin)
    assert verdict_of(RULE, store(copies=1, encrypted=encrypted)).confidence == expected


def test_a_guess_from_a_name_that_made_the_rule_apply_lowers_the_confidence(
    verdict_of: VerdictOf, store: Make
) -> None:
    guessed = Value(1, origin="named")
    assert verdict_of(RULE, store(copies=guessed, encrypted=False)).confidence == "low"


def test_a_resource_that_may_not_be_created_fails_with_less_confidence(
    verdict_of: VerdictOf, store: Make
) -> None:
    doubtful = store(copies=1, encrypted=False)
    doubtful.raw.exists = Unknown("count is not known")
    verdict = verdict_of(RULE, doubtful)
    assert verdict.confidence == "medium"
    assert verdict.message == "store.main is open, if it is created"


def test_an_undecided_verdict_points_at_what_is_not_known(verdict_of: VerdictOf, store: Make) -> None:
    verdict = verdict_of(RULE, store(TEXT, copies=written(X, "copies = var.copies"), encrypted=False))
    assert (verdict.outcome, verdict.primary.line) == ("undecided", 3)


@pytest.mark.parametrize(
    ("placeholder", "attributes", "expected"),
    [
        ("{engine}", {"engine": "mysql"}, "mysql"),
        ("{engine}", {}, "not set"),
        ("{engine}", {"engine": X}, 'unknown (variable "x" has no value)'),
        ("{engine}", {"engine": "x" * 200}, "x" * 79 + "…"),
        ("{engine}", {"engine": Value("s3cret", sensitive=True)}, "a sensitive value"),
        ("{copies}", {"copies": 3}, "3"),
        ("{encrypted}", {"encrypted": False}, "false"),
        ("{subnets}", {"subnets": ["a", "b"]}, "a, b"),
        ("{subnets}", {"subnets": []}, "none"),
        ("{subnets}", {"subnets": list("abcdefghij")}, "a, b, c, d, e, f, g, h, 2 more"),
        (
            "{subnets}",
            {"subnets": Value(ListOf((Value("a"),), X))},
            "a, and others that the code does not decide",
        ),
        ("{zones}", {"zones": some_of(1)}, "1 zone"),
        ("{zones}", {"zones": some_of(2)}, "2 zones"),
        ("{zones}", {}, "an unknown number of zones"),
        ("{backup.days}", {"backup": {"days": 5}}, "5"),
        ("{backup.days}", {"backup": {}}, "not set"),
        ("{labels}", {"labels": {"a": "b"}}, "a = b"),
        ("{{zones}}", {}, "{zones}"),
    ],
)
def test_placeholders_are_written_for_people(
    verdict_of: VerdictOf, store: Make, placeholder: str, attributes: dict[str, object], expected: str
) -> None:
    body = f"require: name is not None\nseverity: low\nmessage: 'it is {placeholder}'\n"
    assert verdict_of(body, store(**attributes)).message == f"it is {expected}"


# -- checks written in Python ----------------------------------------------------------------------

CHECK = "when: copies is None or copies > 0\ncheck: lonely\nseverity: high\nmessage: '{address} is alone'\n"


def lonely(resource: Resource, context: Context) -> Verdict:
    """Fails when there is nothing else."""
    engine = resource.attribute("engine")
    assert isinstance(engine, Value)
    if engine.unknown:
        return context.undecided("the engine", engine.unknown, evidence=[engine])
    if engine.data == "crash":
        raise KeyError("boom")
    if len(context.inventory.resources) > 1 or engine.data == "fine":
        return context.passed([engine])
    return context.fail(evidence=[engine])


@pytest.mark.parametrize(
    ("engine", "copies", "outcome"),
    [("a", 1, "fail"), ("fine", 1, "pass"), (X, 1, "undecided"), ("a", X, "undecided"), ("fine", X, "pass"),
     ("a", 0, "not-applicable")],
)  # fmt: skip
def test_a_check_in_python_follows_the_same_table(
    rule_of: Callable[..., Rule], store: Make, inventory: Make, engine: object, copies: object, outcome: str
) -> None:
    rule = rule_of(CHECK, checks={"lonely": lonely})
    resource = store(engine=engine, copies=copies)
    verdict = judge(rule, resource, inventory(resource), checks={"lonely": lonely})
    assert verdict.outcome == outcome
    if verdict.outcome is Outcome.FAIL:
        assert (verdict.message, verdict.severity) == ("store.main is alone", "high")
    if verdict.outcome is Outcome.UNDECIDED:
        assert X in verdict.reasons


def test_a_check_that_raises_becomes_data_that_names_rule_resource_and_error(
    rule_of: Callable[..., Rule], store: Make, inventory: Make
) -> None:
    rule = rule_of(CHECK, checks={"lonely": lonely})
    resource = store(engine="crash")
    crash = attempt(rule, resource, inventory(resource), checks={"lonely": lonely})
    assert isinstance(crash, RuleCrash)
    assert crash.message.startswith(
        "rule store-weak crashed at store.main: KeyError: 'boom' (in lonely, line "
    )


def test_configured_parameters_are_checked(rule_of: Callable[..., Rule]) -> None:
    rule = rule_of("parameters: {least: 2, known: [a]}\nrequire: zones >= least\nseverity: low\nmessage: x\n")
    assert settle_parameters(rule, {"least": 3, "known": ["b"]}) == {"least": 3, "known": ("b",)}
    with pytest.raises(ConfigError, match="did you mean `least`"):
        settle_parameters(rule, {"leats": 3})
    mistakes: tuple[dict[str, object], ...] = (
        {"least": "3"}, {"least": True}, {"known": "b"}, {"known": [1]}, {"least": {}},
        {"least": float("nan")},
    )  # fmt: skip
    for wrong in mistakes:
        with pytest.raises(ConfigError, match="must be a"):
            settle_parameters(rule, wrong)


def test_zones_worked_out_from_a_default_name_what_is_not_set(verdict_of: VerdictOf, store: Make) -> None:
    one = some_of(1)
    zones = Spread(one.how, one.count, because=(left_out(False, "multi_az"),))
    verdict = verdict_of("require: zones >= 2\nseverity: high\nmessage: '{zones}'\n", store(zones=zones))
    assert (verdict.message, verdict.label) == ("1 zone", "multi_az not set; the default is false")


STATES = (True, False, X)
MAY_BECOME = {
    "fail": {"fail", "undecided"},
    "pass": {"pass", "undecided"},
    "not-applicable": {"not-applicable", "pass", "undecided"},
    "undecided": {"undecided"},
}


def test_to_forget_one_thing_never_makes_a_failure(
    rule_of: Callable[..., Rule], store: Make, inventory: Make
) -> None:
    body = "when: copies == 1\nrequire: encrypted\nseverity: low\nmessage: m\nunless: engine == 'spare'\n"
    rule = rule_of(body)

    def outcome(applies: object, holds: object, exempt: object) -> str:
        copies = applies if applies is X else int(applies is True)
        engine = exempt if exempt is X else "spare" if exempt else "main"
        resource = store(copies=copies, encrypted=holds, engine=engine)
        return judge(rule, resource, inventory(resource)).outcome.value

    for states in product(STATES, repeat=3):
        for index in range(3):
            blurred = [X if position == index else state for position, state in enumerate(states)]
            assert outcome(*blurred) in MAY_BECOME[outcome(*states)]


def test_the_result_of_a_call_is_underlined_when_nothing_says_what_it_came_from(
    verdict_of: VerdictOf, store: Make
) -> None:
    encrypted = written(False, "encrypted = false", "computed")
    assert verdict_of(RULE, store(TEXT, copies=1, encrypted=encrypted)).primary.line == 2
