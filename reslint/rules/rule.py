"""A rule as data: what every part of reslint knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reslint.rules.lang.expression import Expression

Severity = Literal["critical", "high", "medium", "low", "info"]
"""What happens when the failure comes, from an outage with loss of data to a remark."""

SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high", "critical")
"""All severities, mildest first."""

Failure = Literal["instance", "zone", "region", "service", "change", "data", "load", "blindness", "expiry"]
"""What fails: the loss that a rule is about."""

FAILURES: tuple[Failure, ...] = (
    "instance", "zone", "region", "service", "change", "data", "load", "blindness", "expiry",
)  # fmt: skip

Set = Literal["default", "thorough"]
"""Rules that run unless switched off, and rules that run when asked for."""

LANGUAGES = ("terraform", "cloudformation")
"""What examples and fixes are written in."""

Parameter = bool | int | float | str | tuple[str | int, ...]
"""The value of a rule's parameter."""


def rank(severity: Severity) -> int:
    """A number that grows with the severity."""
    return SEVERITIES.index(severity)


def worst(severities: Iterable[Severity]) -> Severity:
    """The worst of some severities; at least one is needed."""
    return max(severities, key=rank)


def milder(one: Severity, other: Severity) -> Severity:
    """The milder of two severities."""
    return min(one, other, key=rank)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that must hold."""

    that: Expression
    severity: Severity
    say: str
    """What is wrong when it does not hold, with `{placeholders}`."""


@dataclass(frozen=True, slots=True)
class Unless:
    """A condition under which the rule does not apply, or matters less."""

    that: Expression
    severity: Severity | None = None
    """None: exempt; else the severity that a failure is lowered to."""


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend it."""

    terraform: str = ""
    cloudformation: str = ""
    model: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Attributes of the kind once it is mended: plain data."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as its file says it."""

    name: str
    """Identifies it: kebab-case, kind first, then the defect."""
    title: str
    failure: tuple[Failure, ...]
    """The first is the folder."""
    kinds: tuple[str, ...]
    """Names of the kinds it is about, traits resolved."""
    set_: Set
    parameters: Mapping[str, Parameter] = field(hash=False)
    """Defaults of what can be configured."""
    when: Expression | None
    """None: it applies to every resource of the kinds."""
    require: tuple[Clause, ...]
    """All must hold; empty when `check` names a function."""
    unless: tuple[Unless, ...]
    check: str | None
    """Name of a Python check that judges instead of `require`."""
    severity: Severity
    """The worst that it can report."""
    message: str
    """What a check says unless it says something else; empty otherwise."""
    why: str
    fix: Fix
    references: tuple[str, ...]
    controls: Mapping[str, tuple[str, ...]] = field(hash=False)
    """The same question elsewhere: ids by name of the catalogue or tool."""
    examples: Mapping[str, Mapping[str, str]] = field(hash=False)
    """`bad`, `good`, `exempt` and `unknown`, each by language."""
    languages: tuple[str, ...]
    """The languages it can find something in."""
    aliases: tuple[str, ...]
    """Former names."""
    path: str
    """The file, relative to the folder of rules."""
    warnings: tuple[str, ...] = ()
    """What its author may have overlooked."""

    def answers_to(self, name: str) -> bool:
        """Whether this is its name, or once was."""
        return name == self.name or name in self.aliases
