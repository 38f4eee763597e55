"""The report as SARIF 2.1.0, as GitHub code scanning reads it.

Sources: "SARIF support for code scanning" (https://docs.github.com/en/code-security/code-scanning/
integrating-with-code-scanning/sarif-support-for-code-scanning) and SARIF Version 2.1.0
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from reslint import __version__
from reslint.model.inventory import Notification
from reslint.reporters import escape, summary
from reslint.reporters.paths import directory_uri
from reslint.reporters.sarif_places import BASE, Places, link_text, literal
from reslint.reporters.sarif_prints import fingerprints
from reslint.reporters.sarif_rules import LEVELS, descriptor

if TYPE_CHECKING:
    from reslint.engine.finding import Finding, Report
    from reslint.model.span import Span
    from reslint.reporters.options import ReportOptions
    from reslint.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""Results in a run; GitHub rejects the whole file above it."""
MOST_RELATED = 100
"""Related locations of a result."""
MOST_ADDRESSES = 100
"""Instances that a result names; the message says how many there are."""


def write(report: Report, out: TextIO, options: ReportOptions) -> None:
    """Write one run with every finding that is not suppressed."""
    json.dump(log(report, options), out, indent=2)
    out.write("\n")


def log(report: Report, options: ReportOptions) -> dict[str, Any]:
    """The SARIF log as data."""
    places = Places(options)
    findings = _worst(report.findings)
    rules = _rules(report)
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    notifications = [*report.notifications, *_about_the_log(report)]
    run = {
        "tool": {"driver": _driver(rules, notifications)},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {BASE: {"uri": directory_uri(options.base)}},
        "automationDetails": {"id": options.category},
        "invocations": [_invocation(notifications, places)],
        "results": [
            _result(finding, numbers[finding.rule.name], prints, places)
            for finding, prints in zip(findings, fingerprints(findings, places), strict=True)
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(report: Report) -> list[Rule]:
    """The rules that were checked, each name once, sorted."""
    named = {rule.name: rule for rule in (*report.rules, *(f.rule for f in report.findings))}
    return [named[name] for name in sorted(named)]


def _worst(findings: list[Finding]) -> list[Finding]:
    """As many findings as a run may have, worst first when some must go."""
    if len(findings) <= MOST_RESULTS:
        return findings
    order: dict[str, int] = {severity: number for number, severity in enumerate(summary.SEVERITIES)}
    return sorted(findings, key=lambda finding: order[finding.severity])[:MOST_RESULTS]


def _about_the_log(report: Report) -> list[Notification]:
    """What this log leaves out."""
    left_out = len(report.findings) - MOST_RESULTS
    found: list[Notification] = []
    if left_out > 0:
        message = f"{left_out} findings of the lowest severities are left out: a run holds {MOST_RESULTS}."
        found.append(Notification("warning", "results-cut", message))
    if report.undecided:
        found.append(Notification("note", "undecided", summary.undecided_line(report)))
    return found


# -- tool and invocation -----------------------------------------------------------------------


def _driver(rules: list[Rule], notifications: list[Notification]) -> dict[str, Any]:
    codes = sorted({notification.code for notification in notifications})
    return {
        "name": "reslint",
        "semanticVersion": __version__,
        "rules": [descriptor(rule) for rule in rules],
        "notifications": [{"id": code} for code in codes],
    }


def _invocation(notifications: list[Notification], places: Places) -> dict[str, Any]:
    """Not successful when something could not be read, so that a partial run never looks clean."""
    return {
        "executionSuccessful": all(notification.level != "error" for notification in notifications),
        "toolExecutionNotifications": [_notification(entry, places) for entry in notifications],
    }


def _notification(notification: Notification, places: Places) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "descriptor": {"id": notification.code},
        "level": notification.level,
        "message": {"text": literal(notification.message)},
    }
    if notification.span:
        entry["locations"] = [places.location(notification.span)]
    elif notification.file:
        entry["locations"] = [places.file_location(notification.file)]
    return entry


# -- results -----------------------------------------------------------------------------------


def _result(finding: Finding, rule_index: int, prints: dict[str, str], places: Places) -> dict[str, Any]:
    location = places.location(finding.primary)
    location["logicalLocations"] = [_logical(address) for address in _addresses(finding)]
    result: dict[str, Any] = {
        "ruleId": finding.rule.name,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": prints,
        "properties": _properties(finding),
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **places.location(span, text)} for number, span, text in _related(finding)
        ]
    if finding.calls:
        result["codeFlows"] = [_flow(finding, places)]
    return result


def _message(finding: Finding) -> str:
    """The message, then everything else; GitHub shows a related place only when the text links to it."""
    sentences = [literal(_sentence(text)) for text in (finding.message, *finding.details)]
    if finding.label:
        sentences.append(literal(_sentence(f"Here: {finding.label}")))
    if len(finding.addresses) > 1:
        sentences.append(f"{len(finding.addresses)} instances.")
    links = [f"[{link_text(text)}]({number})" for number, _, text in _related(finding)]
    if links:
        sentences.append(f"See {', '.join(links)}.")
    if finding.deployments:
        sentences.append(literal(f"In deployments: {', '.join(finding.deployments)}."))
    return " ".join(sentences)


def _related(finding: Finding) -> list[tuple[int, Span, str]]:
    """The related places, numbered from 1, each with a text that is not empty."""
    shown = finding.related[:MOST_RELATED]
    return [(number, span, text or "related place") for number, (span, text) in enumerate(shown, start=1)]


def _sentence(text: str) -> str:
    stripped = text.strip() or "No message."
    return stripped if stripped[-1] in ".!?" else stripped + "."


def _addresses(finding: Finding) -> tuple[str, ...]:
    return finding.addresses[:MOST_ADDRESSES] or (finding.block,)


def _logical(address: str) -> dict[str, Any]:
    return {"fullyQualifiedName": escape.plain(address), "kind": "resource"}


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "confidence": finding.confidence,
        "type": escape.plain(finding.type),
        "deployments": [escape.plain(name) for name in finding.deployments],
        "root": escape.plain(finding.root),
    }


def _flow(finding: Finding, places: Places) -> dict[str, Any]:
    """The chain of module calls down to the block, outermost first."""
    steps = [places.location(call, "module call") for call in finding.calls]
    steps.append(places.location(finding.primary, finding.message))
    return {"threadFlows": [{"locations": [{"location": step} for step in steps]}]}
