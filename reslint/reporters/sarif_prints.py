"""What tells the results of a SARIF log apart: GitHub takes two with the same print for one alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reslint.engine.finding import Finding
    from reslint.reporters.sarif_places import Places

Place = tuple[str, str, str]
"""Rule, file, and hash of the line without its number."""


def fingerprints(findings: Sequence[Finding], places: Places) -> list[dict[str, str]]:
    """The partial fingerprints of each finding: of one rule in one file, no two have the same hash."""
    numbered = [_numbered(finding, places) for finding in findings]
    pairs = zip(findings, _told_apart(numbered), strict=True)
    return [_prints(finding, line_hash) for finding, line_hash in pairs]


def _numbered(finding: Finding, places: Places) -> tuple[Place, int]:
    """The hash of the line, and which of the equal lines it is."""
    # A plan has no text of its own: the finding is told apart by what it is about.
    from_text = bool(finding.primary.source.text)
    line_hash = places.line_hash(finding.primary) if from_text else f"{finding.fingerprint[:16]}:1"
    text, _, number = line_hash.rpartition(":")
    return (finding.rule.name, finding.primary.file, text), int(number)


def _told_apart(numbered: list[tuple[Place, int]]) -> list[str]:
    """The hashes; what comes again gets a number of its own, after those that lines have."""
    highest: dict[Place, int] = {}
    for place, number in numbered:
        highest[place] = max(highest.get(place, 0), number)
    seen: set[tuple[Place, int]] = set()
    hashes: list[str] = []
    for place, number in numbered:
        own = number
        if (place, number) in seen:
            highest[place] += 1
            own = highest[place]
        seen.add((place, number))
        hashes.append(f"{place[2]}:{own}")
    return hashes


def _prints(finding: Finding, line_hash: str) -> dict[str, str]:
    prints = {"primaryLocationLineHash": line_hash}
    if finding.fingerprint:
        prints["reslint/v1"] = finding.fingerprint
    return prints
