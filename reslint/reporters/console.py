"""The report for people at a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from reslint.reporters import escape, summary
from reslint.reporters.layout import wrap
from reslint.reporters.snippet import Gutter, gutter_for, place, snippet
from reslint.reporters.style import link, paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reslint.engine.finding import Finding, Report, Undecided
    from reslint.model.inventory import Notification
    from reslint.reporters.options import ReportOptions
    from reslint.rules.rule import Rule

_MOST_ADDRESSES = 5
_WHY_LINES = 2
_FIX_LINES = 12
_ADDRESS = re.compile(r"https?://[!#-&*-;=?-Z_a-z~]+")
"""A web address of visible ASCII, without quotes and brackets."""


def write(report: Report, out: TextIO, options: ReportOptions) -> None:
    """Write findings, what could not be read, and a summary."""
    out.writelines(escape.for_stream(escape.workflow(line), out) + "\n" for line in _lines(report, options))


def _lines(report: Report, options: ReportOptions) -> Iterator[str]:
    explained: set[str] = set()
    for finding in report.findings:
        yield from _finding(finding, options, first=finding.rule.name not in explained)
        yield ""
        explained.add(finding.rule.name)
    if options.verbose and report.undecided:
        yield from _undecided(report.undecided, options)
        yield ""
    for notification in report.notifications:
        yield from _notification(notification, options)
    if report.notifications:
        yield ""
    yield from _summary(report, options)


# -- a finding ---------------------------------------------------------------------------------


def _finding(finding: Finding, options: ReportOptions, first: bool) -> Iterator[str]:
    gutter = gutter_for(finding.primary, options)
    yield _headline(finding, options)
    yield f"{gutter.arrow()} {place(finding.primary)}"
    yield from snippet(finding, gutter)
    yield from _remarks(finding, gutter)
    if first:
        yield from _advice(finding, gutter)


def _headline(finding: Finding, options: ReportOptions) -> str:
    name = link(finding.rule.name, rule_address(finding.rule), options)
    kind = paint(f"{finding.severity}[{name}]", finding.severity, options)
    return f"{kind}: {paint(escape.plain(finding.message), 'strong', options)}"


def rule_address(rule: Rule) -> str:
    """A page that explains the rule: the first reference with a web address; may be empty."""
    found = _ADDRESS.search(" ".join(str(reference) for reference in rule.references))
    return found.group() if found else ""


def _remarks(finding: Finding, gutter: Gutter) -> Iterator[str]:
    for label, text in _remark_texts(finding):
        yield f"{gutter.note()} {label}: {escape.plain(text)}"


def _remark_texts(finding: Finding) -> Iterator[tuple[str, str]]:
    for detail in finding.details:
        yield "also", detail
    for span, text in finding.related:
        yield "see", f"{place(span)}: {text}"
    for call in reversed(finding.calls):
        yield "called from", place(call)
    if len(finding.addresses) > 1:
        yield f"{len(finding.addresses)} instances", _some(finding.addresses)
    if finding.deployments:
        noun = "in deployment" if len(finding.deployments) == 1 else "in deployments"
        yield noun, _some(finding.deployments)
    if finding.confidence != "high":
        yield "confidence", finding.confidence


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST_ADDRESSES])
    rest = len(names) - _MOST_ADDRESSES
    return f"{shown} and {rest} more" if rest > 0 else shown


def _advice(finding: Finding, gutter: Gutter) -> Iterator[str]:
    """Why it matters and what to do, once for each rule."""
    rule, options = finding.rule, gutter.options
    margin = " " * gutter.size
    why = wrap(rule.why, options.width - gutter.size - 8, _WHY_LINES)
    yield from _labelled("why", [escape.plain(line) for line in why], gutter)
    fix = getattr(rule.fix, finding.language) or rule.fix.note
    yield from _labelled("fix", _bounded(escape.lines(fix)), gutter)
    yield f"{margin}   {paint('help', 'quiet', options)}: reslint explain {rule.name}"


def _labelled(label: str, texts: list[str], gutter: Gutter) -> Iterator[str]:
    """The texts below each other behind a label."""
    head = " " * gutter.size + "   " + paint(label, "strong", gutter.options) + ": "
    for text in texts:
        yield (head + text).rstrip()
        head = " " * (gutter.size + 3 + len(label) + 2)


def _bounded(texts: list[str]) -> list[str]:
    return texts if len(texts) <= _FIX_LINES else [*texts[:_FIX_LINES], "…"]


# -- what else there is to say -----------------------------------------------------------------


def _undecided(entries: list[Undecided], options: ReportOptions) -> Iterator[str]:
    yield paint(f"{len(entries)} undecided:", "strong", options)
    for entry in entries:
        reasons = "; ".join(entry.reasons) or "not decided by the code"
        text = escape.plain(f"{entry.rule.name}: {entry.address}: {reasons}")
        yield f"  {place(entry.primary)}: {text}"


def _notification(notification: Notification, options: ReportOptions) -> Iterator[str]:
    level = paint(f"{notification.level}[{notification.code}]", notification.level, options)
    yield f"{level}: {escape.plain(notification.message)}"
    where = place(notification.span) if notification.span else escape.plain(notification.file)
    if where:
        yield f" {paint('-->', 'gutter', options)} {where}"


def _summary(report: Report, options: ReportOptions) -> Iterator[str]:
    nothing = summary.nothing_recognised(report)
    if nothing:
        yield nothing
    role = next((s for s, n in summary.by_severity(report).items() if n), "good")
    findings = paint(summary.findings_line(report), role, options)
    yield f"{findings} {summary.read_line(report)}{_extras(report)}"
    undecided = summary.undecided_line(report)
    if undecided:
        yield escape.plain(undecided) + ("" if options.verbose else " (--verbose lists them)")
    if _unread(report):
        errors = summary.plural(_unread(report), "error")
        yield f"{errors} while reading, listed above: findings may be hidden"


def _extras(report: Report) -> str:
    suppressed = f"; {len(report.suppressed)} suppressed" if report.suppressed else ""
    return f"{suppressed}; {report.seconds:.1f} s"


def _unread(report: Report) -> int:
    return sum(1 for notification in report.notifications if notification.level == "error")
