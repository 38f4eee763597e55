"""What a check written in Python is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reslint.model.inventory import Inventory
from reslint.model.resource import Resource
from reslint.model.span import Span
from reslint.model.value import Unknown, Value
from reslint.rules.evidence import confidence, leaves, open_place, place_and_label, related
from reslint.rules.message import written_out
from reslint.rules.rule import Rule, Severity
from reslint.rules.verdict import Confidence, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Context:
    """The question that a check answers: one rule, one resource, and all that is around it."""

    rule: Rule
    resource: Resource
    inventory: Inventory
    parameters: Mapping[str, object] = field(hash=False)
    """The rule's parameters as configured."""

    def fail(
        self,
        *says: str,
        evidence: Iterable[Value] = (),
        severity: Severity | None = None,
        primary: Span | None = None,
        sure: Confidence | None = None,
        assumptions: Iterable[str] = (),
    ) -> Verdict:
        """Proven. Without `says`, the rule's `message`; `primary` and `sure` follow from the evidence."""
        found = leaves(evidence)
        place, label = place_and_label(found, self.resource)
        if primary is not None and primary.key != place.key:
            place, label = primary, ""
        return Verdict(
            self.rule, self.resource, Outcome.FAIL, place, severity or self.rule.severity,
            sure or confidence(found, (), self.resource), self._messages(says), label, found,
            related(found, place), assumptions=tuple(assumptions),
        )  # fmt: skip

    def passed(self, evidence: Iterable[Value] = ()) -> Verdict:
        """Proven to be in order."""
        return self._other(Outcome.PASS, leaves(evidence))

    def not_applicable(self, evidence: Iterable[Value] = ()) -> Verdict:
        """Not a question for this resource."""
        return self._other(Outcome.NOT_APPLICABLE, leaves(evidence))

    def undecided(self, *reasons: Unknown | str, evidence: Iterable[Value] = ()) -> Verdict:
        """The code does not say enough; each reason says what would have to be known."""
        missing = [Unknown(reason) if isinstance(reason, str) else reason for reason in reasons]
        return self._other(Outcome.UNDECIDED, leaves(evidence), tuple(dict.fromkeys(missing)))

    def _other(
        self, outcome: Outcome, evidence: tuple[Value, ...], reasons: tuple[Unknown, ...] = ()
    ) -> Verdict:
        is_open = outcome is Outcome.UNDECIDED
        place = open_place(evidence, self.resource) if is_open else self.resource.raw.span
        return Verdict(
            self.rule, self.resource, outcome, place, self.rule.severity, evidence=evidence, reasons=reasons
        )

    def _messages(self, says: tuple[str, ...]) -> tuple[str, ...]:
        """The sentences, the last of which says if the resource may not exist."""
        written = says or (written_out(self.rule.message, self.resource, self.parameters),)
        if self.resource.raw.exists is None:
            return written
        return (*written[:-1], f"{written[-1]}, if it is created")


Check = Callable[[Resource, Context], Verdict]
"""A rule written in Python: for questions about the graph that an expression cannot ask."""
