"""Construct paths that CDKTF leaves in the comments of the JSON that it writes: `"//".metadata.path`.

Source: "CDK for Terraform", https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/best-practices
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Constructs:
    """The construct paths of a file in order of their places."""

    starts: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()

    def within(self, start: int, end: int) -> str:
        """The first construct path between two offsets; empty when there is none."""
        at = bisect_left(self.starts, start)
        return self.paths[at] if at < len(self.starts) and self.starts[at] < end else ""


def construct_paths(comments: Iterable[list[Any]]) -> Constructs:
    """The construct paths in the comments of a JSON file."""
    found = sorted((start, path) for start, _, text in comments if (path := _path(text)))
    return Constructs(tuple(start for start, _ in found), tuple(path for _, path in found))


def _path(text: str) -> str:
    if '"metadata"' not in text:
        return ""
    try:
        comment = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    metadata = comment.get("metadata") if isinstance(comment, dict) else None
    path = metadata.get("path") if isinstance(metadata, dict) else None
    return path if isinstance(path, str) else ""
