"""The report as JSON, version 1: everything, in a stable order. Its schema is in `schema.py`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from reslint import __version__
from reslint.reporters import summary
from reslint.reporters.paths import relative

if TYPE_CHECKING:
    from reslint.engine.finding import Finding, Report, Suppressed, Undecided
    from reslint.model.inventory import Notification
    from reslint.model.span import Span
    from reslint.reporters.options import ReportOptions

VERSION = 1
"""Changes when a field is taken away or means something else; not when one is added."""


def write(report: Report, out: TextIO, options: ReportOptions) -> None:
    """Write the report as one JSON object, ASCII only."""
    json.dump(_encodable(document(report, options)), out, indent=2)
    out.write("\n")


def document(report: Report, options: ReportOptions) -> dict[str, Any]:
    """The report as data."""
    places = _Places(options)
    return {
        "version": VERSION,
        "tool": {"name": "reslint", "version": __version__},
        "summary": _summary(report),
        "findings": [_finding(finding, places) for finding in report.findings],
        "undecided": [_undecided(entry, places) for entry in report.undecided],
        "suppressed": [_suppressed(entry, places) for entry in report.suppressed],
        "notifications": [_notification(entry, places) for entry in report.notifications],
    }


def _encodable(node: Any) -> Any:
    """The document without lone surrogates, which other readers of JSON reject (RFC 8259, 8.2)."""
    if isinstance(node, str):
        return node if node.isascii() else node.encode("utf-8", "replace").decode("utf-8")
    if isinstance(node, dict):
        return {_encodable(key): _encodable(value) for key, value in node.items()}
    return [_encodable(item) for item in node] if isinstance(node, list) else node


class _Places:
    """Spans as data, with relative paths that are worked out once for each file."""

    def __init__(self, options: ReportOptions) -> None:
        self._base = options.base
        self._files: dict[str, str] = {}

    def file(self, path: str) -> str:
        """The path relative to the base directory."""
        if path not in self._files:
            self._files[path] = relative(path, self._base)
        return self._files[path]

    def span(self, span: Span) -> dict[str, Any]:
        """File, lines and columns counted from 1; the end column is the one after the last."""
        return {
            "file": self.file(span.file),
            "line": span.line,
            "column": span.column,
            "end_line": span.end_line,
            "end_column": span.end_column,
        }


def _summary(report: Report) -> dict[str, Any]:
    return {
        "findings": len(report.findings),
        "by_severity": summary.by_severity(report),
        "undecided": len(report.undecided),
        "undecided_by_source": dict(summary.by_source(report)),
        "suppressed": len(report.suppressed),
        "notifications": len(report.notifications),
        "rules": len(report.rules),
        "roots": report.roots,
        "files": report.files,
        "resources": report.resources,
        "seconds": round(report.seconds, 3),
    }


def _finding(finding: Finding, places: _Places) -> dict[str, Any]:
    return {
        "rule": finding.rule.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "details": list(finding.details),
        "failure": list(finding.rule.failure),
        "language": finding.language,
        "type": finding.type,
        "block": finding.block,
        "addresses": list(finding.addresses),
        "location": places.span(finding.primary),
        "label": finding.label,
        "related": [{"location": places.span(span), "text": text} for span, text in finding.related],
        "calls": [places.span(call) for call in finding.calls],
        "deployments": list(finding.deployments),
        "root": finding.root,
        "fingerprint": finding.fingerprint,
    }


def _undecided(entry: Undecided, places: _Places) -> dict[str, Any]:
    return {
        "rule": entry.rule.name,
        "address": entry.address,
        "deployment": entry.deployment,
        "location": places.span(entry.primary),
        "reasons": list(entry.reasons),
        "sources": list(entry.sources),
    }


def _suppressed(entry: Suppressed, places: _Places) -> dict[str, Any]:
    return {
        "reason": entry.reason,
        "where": places.span(entry.where) if entry.where else None,
        "finding": _finding(entry.finding, places),
    }


def _notification(entry: Notification, places: _Places) -> dict[str, Any]:
    file = entry.span.file if entry.span else entry.file
    return {
        "level": entry.level,
        "code": entry.code,
        "message": entry.message,
        "file": places.file(file) or None,
        "location": places.span(entry.span) if entry.span else None,
    }
