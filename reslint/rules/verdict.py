"""What a rule says about a resource, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reslint.model.resource import Resource
from reslint.model.span import Span
from reslint.model.value import Unknown, Value
from reslint.rules.rule import Rule, Severity


class Outcome(StrEnum):
    """The four things a rule can say."""

    FAIL = "fail"
    """Proven: the resource would not survive the failure."""
    PASS = "pass"
    UNDECIDED = "undecided"
    """The code does not say enough."""
    NOT_APPLICABLE = "not-applicable"


Confidence = Literal["high", "medium", "low"]
"""How sure a failure is: written or the provider's default; through a default of a variable or
parameter, or only if the resource is created; decided by a name or tag."""

CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
"""All confidences, lowest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The outcome of one rule at one resource."""

    rule: Rule
    resource: Resource
    outcome: Outcome
    primary: Span
    """What to underline: the deciding value, or the block's header."""
    severity: Severity
    """Of the worst clause that fails, lowered by `unless`; the rule's for other outcomes."""
    confidence: Confidence = "high"
    messages: tuple[str, ...] = ()
    """One sentence for each clause that fails."""
    label: str = ""
    """What to say at the underlined place: `multi_az not set; the default is false`."""
    evidence: tuple[Value, ...] = ()
    """The values that decided, none of them computed from others."""
    related: tuple[tuple[Span, str], ...] = ()
    """Where the rest of the evidence stands, with a short text each."""
    reasons: tuple[Unknown, ...] = ()
    """For undecided: what would have to be known."""
    assumptions: tuple[str, ...] = ()
    """What was taken for granted, a sentence each."""

    @property
    def message(self) -> str:
        """All messages in one line."""
        return "; ".join(self.messages)


@dataclass(frozen=True, slots=True)
class RuleCrash:
    """A check that raised: a defect of the rule, which must not stop the run."""

    rule: str
    """Name of the rule."""
    address: str
    """The resource that it was judging."""
    error: str
    """Type and text of the exception, and the function it came from."""

    @property
    def message(self) -> str:
        """One line for a notification."""
        return f"rule {self.rule} crashed at {self.address}: {self.error}"
