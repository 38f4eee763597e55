"""Findings that a comment or Metadata entry takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reslint.engine.finding import Finding, Suppressed
from reslint.model.inventory import Notification, Suppression
from reslint.rules.lang.typing import did_you_mean


def apply(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings that stay, and those that a suppression covers."""
    by_rule: dict[str, list[Suppression]] = {}
    for suppression in suppressions:
        for rule in suppression.rules:
            by_rule.setdefault(rule, []).append(suppression)
    kept: list[Finding] = []
    covered: list[Suppressed] = []
    for finding in findings:
        names = (finding.rule.name, *finding.rule.aliases)
        candidates = [s for name in names for s in by_rule.get(name, ())]
        hit = next((s for s in candidates if _covers(s, finding)), None)
        if hit is None:
            kept.append(finding)
        else:
            covered.append(Suppressed(finding, hit.reason, hit.span))
    return kept, covered


def unknown_rules(suppressions: Iterable[Suppression], names: Sequence[str]) -> Iterator[Notification]:
    """A warning for each name in a suppression that is no rule's."""
    known = set(names)
    for suppression in suppressions:
        for rule in suppression.rules:
            if rule not in known:
                message = f"there is no rule `{rule}`{did_you_mean(rule, names)}: this suppresses nothing"
                yield Notification(
                    "warning", "bad-suppression", message, suppression.span.file, suppression.span
                )


def _covers(suppression: Suppression, finding: Finding) -> bool:
    """Whether the scope holds the deciding place, the block's header or a call that leads to it."""
    return any(suppression.covers(place) for place in (finding.primary, finding.header, *finding.calls))
