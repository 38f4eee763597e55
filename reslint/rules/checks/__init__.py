"""Rules that are written in Python because they ask about the graph.

A rule file names one by `check: name`; its metadata, docs and examples stay in the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from reslint.rules.context import Check

CHECKS: Mapping[str, Check] = {}
"""Every check by the name that rule files use."""
