"""Version constraints of modules, as ranges of versions.

Source: "Version Constraints",
https://developer.hashicorp.com/terraform/language/expressions/version-constraints
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Version = tuple[int, int, int]
"""Major, minor and patch; what comes after a hyphen is left out."""

_Edge = tuple[int, int, int, int]
"""A version, and 1 for the place just behind it."""

_TERM = re.compile(r"(?P<operator>=|!=|>=?|<=?|~>)?\s*(?P<version>[^\s=<>!~]+)")
_VERSION = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][\w.+-]+)?")
_TAG = re.compile(r"(?:refs/)?(?:tags/)?(v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)")

_LOWEST: _Edge = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions from one edge up to another, this one left out."""

    low: _Edge = _LOWEST
    high: _Edge | None = None
    """None: without end."""

    def meets(self, other: Versions) -> bool:
        """Whether some version is in both."""
        both = self.within(other)
        return both.high is None or both.low < both.high

    def within(self, other: Versions) -> Versions:
        """The versions in both."""
        highs = [edge for edge in (self.high, other.high) if edge is not None]
        return Versions(max(self.low, other.low), min(highs) if highs else None)


ALL = Versions()
"""No constraint."""


def between(low: Version, high: Version) -> Versions:
    """The versions from `low` up to and without `high`."""
    return Versions((*low, 0), (*high, 0))


def tagged(ref: str) -> Versions | None:
    """The one version that a tag names; None for a branch, a commit or another tag."""
    match = _TAG.fullmatch(ref)
    return admitted(match[1]) if match else None


def admitted(constraint: str) -> Versions | None:
    """The range that a constraint admits (single versions that `!=` takes out left in it).

    None for a text that is no constraint.
    """
    found = ALL
    for term in constraint.split(","):
        match = _TERM.fullmatch(term.strip())
        edges = _edges(match["operator"] or "=", match["version"]) if match else None
        if edges is None:
            return None
        found = found.within(edges)
    return found


def _edges(operator: str, text: str) -> Versions | None:
    match = _VERSION.fullmatch(text)
    if match is None:
        return None
    at: Version = (int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if operator == "~>":
        return Versions((*at, 0), _next(at, 1 + (match[2] is not None) + (match[3] is not None)))
    return {
        "=": Versions((*at, 0), (*at, 1)),
        "!=": ALL,
        ">": Versions((*at, 1)),
        ">=": Versions((*at, 0)),
        "<": Versions(_LOWEST, (*at, 0)),
        "<=": Versions(_LOWEST, (*at, 1)),
    }[operator]


def _next(at: Version, written: int) -> _Edge | None:
    """Where `~>` ends: only the last number that is written may rise."""
    if written == 1:
        return None
    return (at[0] + 1, 0, 0, 0) if written == 2 else (at[0], at[1] + 1, 0, 0)
