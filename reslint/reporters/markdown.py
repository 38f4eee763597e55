"""The report as Markdown for a CI job summary, kept below GitHub's limit of 1 MiB a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from reslint.reporters import escape, summary
from reslint.reporters.paths import relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reslint.engine.finding import Finding, Report
    from reslint.model.inventory import Notification
    from reslint.model.span import Span
    from reslint.reporters.options import ReportOptions
    from reslint.rules.rule import Rule

MOST_FINDINGS = 200
"""Rows of the table of findings; the rest is counted."""
MOST_NOTIFICATIONS = 50
MOST_CHARACTERS = 250_000
"""Of the whole; a character takes at most four bytes."""
_MOST_CELL = 300


def write(report: Report, out: TextIO, options: ReportOptions) -> None:
    """Write a headline, a table of findings, how to mend them, and what could not be read."""
    left = MOST_CHARACTERS
    for line in _lines(report, options):
        left -= len(line) + 1
        if left < 0:
            out.write("\nThe rest is left out.\n")
            return
        out.write(escape.for_stream(line, out) + "\n")


def _lines(report: Report, options: ReportOptions) -> Iterator[str]:
    yield f"### reslint: {summary.findings_line(report)}"
    yield ""
    yield summary.nothing_recognised(report) or f"Looked {summary.read_line(report)}."
    yield from _findings(report.findings, options)
    yield from _rules(report.findings)
    yield from _notifications(report.notifications, options)
    yield from _rest(report)


def _findings(findings: list[Finding], options: ReportOptions) -> Iterator[str]:
    if not findings:
        return
    yield from ("", "| Severity | Rule | Where | What |", "|---|---|---|---|")
    for finding in findings[:MOST_FINDINGS]:
        cells = (finding.severity, finding.rule.name, _where(finding.primary, options), _what(finding))
        yield f"| {' | '.join(_cell(text) for text in cells)} |"
    if len(findings) > MOST_FINDINGS:
        yield from ("", f"{len(findings) - MOST_FINDINGS} more findings are not shown here.")


def _what(finding: Finding) -> str:
    number = len(finding.addresses)
    parts = [finding.message, *finding.details]
    if number > 1:
        parts.append(f"{number} instances")
    if finding.deployments:
        parts.append(f"in {', '.join(finding.deployments)}")
    return "; ".join(parts)


def _where(span: Span, options: ReportOptions) -> str:
    return f"{relative(span.file, options.base)}:{span.line}"


def _cell(text: str) -> str:
    return escape.markdown(text if len(text) <= _MOST_CELL else text[: _MOST_CELL - 1] + "…")


def _rules(findings: list[Finding]) -> Iterator[str]:
    """Why and how to mend, once for each rule, in the languages that it was found in."""
    shown = findings[:MOST_FINDINGS]
    rules = {finding.rule.name: finding.rule for finding in shown}
    for rule in rules.values():
        languages = sorted({f.language for f in shown if f.rule.name == rule.name}, reverse=True)
        title = f"{escape.markdown(rule.name)}: {escape.markdown(rule.title)}"
        yield from ("", f"<details><summary>{title}</summary>", "")
        yield escape.markdown(" ".join(rule.why.split()))
        for language in languages:
            yield from _fix(rule, language)
        yield from ("", "</details>")


def _fix(rule: Rule, language: str) -> Iterator[str]:
    lines = escape.lines(getattr(rule.fix, language))
    if lines:
        yield from ("", f"Fix ({language}):", "")
        yield from (f"    {line}".rstrip() for line in lines)


def _notifications(notifications: list[Notification], options: ReportOptions) -> Iterator[str]:
    if not notifications:
        return
    yield from ("", "**What could not be read, or only in part**", "")
    for entry in notifications[:MOST_NOTIFICATIONS]:
        where = _where(entry.span, options) if entry.span else relative(entry.file, options.base)
        place = f" ({_cell(where)})" if where else ""
        yield f"- {entry.level}: {_cell(entry.message)}{place}"
    if len(notifications) > MOST_NOTIFICATIONS:
        yield f"- and {len(notifications) - MOST_NOTIFICATIONS} more"


def _rest(report: Report) -> Iterator[str]:
    undecided = summary.undecided_line(report)
    if undecided:
        yield from ("", escape.markdown(undecided) + ".")
    if report.suppressed:
        yield from ("", f"{summary.plural(len(report.suppressed), 'finding')} suppressed.")
