"""The figures of a run, in words: shared by the console, the job summary and the JSON report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reslint.rules.rule import SEVERITIES as MILDEST_FIRST

if TYPE_CHECKING:
    from reslint.engine.finding import Report

SEVERITIES = tuple(reversed(MILDEST_FIRST))
"""Severities, worst first."""
MOST_SOURCES = 2
"""How many of the look-ups and variables that cost most verdicts are named."""


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def by_severity(report: Report) -> dict[str, int]:
    """How many findings there are of each severity, worst first, zeros included."""
    counts = Counter(finding.severity for finding in report.findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_source(report: Report) -> list[tuple[str, int]]:
    """The look-ups, variables and parameters, with the number of verdicts each leaves undecided."""
    counts = Counter(source for undecided in report.undecided for source in dict.fromkeys(undecided.sources))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def findings_line(report: Report) -> str:
    """`3 findings (1 high, 2 medium)`."""
    counts = [f"{number} {severity}" for severity, number in by_severity(report).items() if number]
    total = plural(len(report.findings), "finding")
    return f"{total} ({', '.join(counts)})" if counts else total


def read_line(report: Report) -> str:
    """What was read: `in 3 roots, 41 resources, 12 files`."""
    roots = plural(report.roots, "root")
    return f"in {roots}, {plural(report.resources, 'resource')}, {plural(report.files, 'file')}"


def nothing_recognised(report: Report) -> str:
    """What to say when there was nothing to judge; empty otherwise."""
    if report.roots == 0:
        return "Nothing to check: no Terraform root module or CloudFormation template was found."
    if report.resources == 0:
        return f"Nothing to check: no resources were found in {plural(report.roots, 'root')}."
    return ""


def undecided_line(report: Report) -> str:
    """How much is undecided, because of what, and what to do about it; empty when nothing is."""
    if not report.undecided:
        return ""
    sources = by_source(report)
    text = f"{len(report.undecided)} undecided"
    if not sources:
        return f"{text}: {_reasons(report)}" if any(u.reasons for u in report.undecided) else text
    causes = " and ".join(f"{number} because of {name}" for name, number in sources[:MOST_SOURCES])
    return f"{text}: {causes}; {_advice([name for name, _ in sources[:MOST_SOURCES]])}"


def _reasons(report: Report) -> str:
    """Why most verdicts are undecided, where there is nothing that could be stated."""
    counts = Counter(reason for undecided in report.undecided for reason in undecided.reasons)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_SOURCES]
    return "; ".join(f"{number} because {reason}" for reason, number in most)


def _advice(sources: list[str]) -> str:
    what = "it" if len(sources) == 1 else "them"
    return f"state {what} under `assume:` in the configuration, or pass --var or --parameter"
