"""The verdict of a rule on a resource.

| when      | require   | verdict        |
|-----------|-----------|----------------|
| false     | any       | not applicable |
| any other | true      | pass           |
| unknown   | otherwise | undecided      |
| true      | false     | fail           |
| true      | unknown   | undecided      |

An `unless` without severity that holds makes it not applicable; one that is undecided takes a
failure back to undecided. One with a severity lowers a failure to it; undecided, it only
lowers the confidence.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from reslint.errors import ConfigError
from reslint.model.inventory import Inventory
from reslint.model.resource import Resource
from reslint.model.value import Value
from reslint.rules.checks import CHECKS
from reslint.rules.context import Check, Context
from reslint.rules.evidence import confidence, leaves, less, place_and_label
from reslint.rules.lang.interpret import interpret
from reslint.rules.lang.truth import HOLDS, Truth, conjunction, disjunction, reasons_of
from reslint.rules.lang.typing import did_you_mean, type_of_parameter
from reslint.rules.message import written_out
from reslint.rules.rule import Clause, Parameter, Rule, Unless, milder, worst
from reslint.rules.verdict import Outcome, RuleCrash, Verdict


def judge(
    rule: Rule,
    resource: Resource,
    inventory: Inventory,
    parameters: Mapping[str, object] | None = None,
    checks: Mapping[str, Check] = CHECKS,
) -> Verdict:
    """What the rule says about the resource; `parameters` override the rule's own.

    Whatever a check written in Python raises goes through: `attempt` catches it.
    """
    context = Context(rule, resource, inventory, {**rule.parameters, **(parameters or {})})
    applies = interpret(rule.when, resource, context.parameters) if rule.when else HOLDS
    if applies.value is False:
        return context.not_applicable(applies.evidence)
    exempt = disjunction([_holds(u, context) for u in rule.unless if u.severity is None])
    if exempt.value is True:
        return context.not_applicable(exempt.evidence)
    found = checks[rule.check](resource, context) if rule.check else _required(context, applies)
    if found.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return found
    doubts = [truth for truth in (applies, exempt) if truth.value is None]
    if applies.value is None or (doubts and found.outcome is Outcome.FAIL):
        evidence = (*(value for doubt in doubts for value in doubt.evidence), *found.evidence)
        return context.undecided(*reasons_of(doubts), *found.reasons, evidence=evidence)
    return _lowered(found, context) if found.outcome is Outcome.FAIL else found


def attempt(
    rule: Rule,
    resource: Resource,
    inventory: Inventory,
    parameters: Mapping[str, object] | None = None,
    checks: Mapping[str, Check] = CHECKS,
) -> Verdict | RuleCrash:
    """As `judge`; a rule that raises gives a `RuleCrash`, for the caller to report."""
    try:
        return judge(rule, resource, inventory, parameters, checks)
    except Exception as error:  # noqa: BLE001 - a plugin's code may raise anything; the run goes on and says so
        frames = traceback.extract_tb(error.__traceback__)
        where = f" (in {frames[-1].name}, line {frames[-1].lineno})" if frames else ""
        return RuleCrash(rule.name, resource.address, f"{type(error).__name__}: {error}{where}")


def settle_parameters(rule: Rule, given: Mapping[str, object]) -> dict[str, Parameter]:
    """All parameters of a rule with those given in the configuration. Raises `ConfigError`."""
    settled = dict(rule.parameters)
    for name, value in given.items():
        if name not in settled:
            hint = did_you_mean(name, settled)
            raise ConfigError(f"rule {rule.name} has no parameter `{name}`{hint}")
        settled[name] = _typed(rule, name, value)
    return settled


def _typed(rule: Rule, name: str, value: object) -> Parameter:
    wanted = type_of_parameter(rule.parameters[name])
    plain = tuple(value) if isinstance(value, list) else value
    is_plain = isinstance(plain, bool | int | str | tuple) or (isinstance(plain, float) and isfinite(plain))
    items = plain if isinstance(plain, tuple) else ()
    odd = any(wanted.of and type_of_parameter(item) != wanted.of for item in items)
    if not is_plain or odd or type_of_parameter(plain).name != wanted.name:
        of = f" of {wanted.of.name}s" if wanted.of else ""
        raise ConfigError(f"rule {rule.name}: parameter `{name}` must be a {wanted.name}{of}, not {value!r}")
    return plain  # type: ignore[return-value]


# -- require ---------------------------------------------------------------------------------------


def _required(context: Context, applies: Truth) -> Verdict:
    """The verdict as if the rule certainly applied."""
    clauses = context.rule.require
    truths = [interpret(clause.that, context.resource, context.parameters) for clause in clauses]
    failing = [pair for pair in zip(clauses, truths, strict=True) if pair[1].value is False]
    if failing:
        return _failed(context, failing, applies)
    whole = conjunction(truths)
    if whole.value is True:
        return context.passed(whole.evidence)
    return context.undecided(*whole.reasons, evidence=whole.evidence)


def _failed(context: Context, failing: list[tuple[Clause, Truth]], applies: Truth) -> Verdict:
    says = [written_out(clause.say, context.resource, context.parameters) for clause, _ in failing]
    evidence: list[Value] = [value for _, truth in failing for value in truth.evidence]
    place, label = place_and_label(leaves(failing[0][1].evidence), context.resource)
    verdict = context.fail(
        *says,
        evidence=evidence,
        severity=worst(clause.severity for clause, _ in failing),
        primary=place,
        sure=confidence(leaves(evidence), leaves(applies.evidence), context.resource),
    )
    return replace(verdict, label=label)


# -- unless ----------------------------------------------------------------------------------------


def _holds(unless: Unless, context: Context) -> Truth:
    return interpret(unless.that, context.resource, context.parameters)


def _lowered(found: Verdict, context: Context) -> Verdict:
    """A failure with its severity lowered where an `unless` says so."""
    for unless in context.rule.unless:
        if unless.severity is None or milder(found.severity, unless.severity) == found.severity:
            continue
        truth = _holds(unless, context)
        if truth.value is True:
            found = replace(found, severity=unless.severity)
        elif truth.value is None:
            found = _doubted(found, unless, truth)
    return found


def _doubted(found: Verdict, unless: Unless, truth: Truth) -> Verdict:
    why = truth.reasons[0].reason
    assumption = f"it was taken that this does not hold: {unless.that.source} ({why})"
    return replace(found, confidence=less(found.confidence), assumptions=(*found.assumptions, assumption))
