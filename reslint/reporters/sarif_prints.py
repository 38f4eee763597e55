"""What tells the results of a SARIF log apart: GitHub takes two with the same print for one alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reslint.engine.finding import Finding
    from reslint.reporters.sarif_places import Places


def fingerprints(findings: Iterable[Finding], places: Places) -> list[dict[str, str]]:
    """The partial fingerprints of each finding; no two of one rule in one file have the same."""
    listed = list(findings)
    hashes = [(f.rule.name, f.primary.file, *_line_hash(f, places)) for f in listed]
    return [_prints(f, line_hash) for f, line_hash in zip(listed, _told_apart(hashes), strict=True)]


def _line_hash(finding: Finding, places: Places) -> tuple[str, int]:
    """The hash, and how many equal lines there are down to this one."""
    # A plan has no text of its own: the finding is told apart by what it is about.
    if not finding.primary.source.text:
        return finding.fingerprint[:16], 1
    text, _, number = places.line_hash(finding.primary).rpartition(":")
    return text, int(number)


def _told_apart(hashes: list[tuple[str, str, str, int]]) -> list[str]:
    """The hashes with their numbers; where one comes again, the first number that no line has."""
    last: dict[tuple[str, str, str], int] = {}
    for *key, number in hashes:
        group = (key[0], key[1], key[2])
        last[group] = max(last.get(group, 0), number)
    seen: set[tuple[str, str, str, int]] = set()
    told: list[str] = []
    for entry in hashes:
        rule, file, text, number = entry
        if entry in seen:
            number = last[rule, file, text] = last[rule, file, text] + 1
        seen.add(entry)
        told.append(f"{text}:{number}")
    return told


def _prints(finding: Finding, line_hash: str) -> dict[str, str]:
    prints = {"primaryLocationLineHash": line_hash}
    if finding.fingerprint:
        prints["reslint/v1"] = finding.fingerprint
    return prints
