"""Rules that other packages bring, through the entry-point group `reslint.rules`.

An entry point names an object with `rules_folder` (a path of YAML files) and, if its rules are
written in Python, `checks` (functions by name). Nothing is imported until `load_plugins` is
called. The scanned tree never names code: plugins come from the installation only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from reslint.errors import RuleError
from reslint.rules.checks import CHECKS
from reslint.rules.context import Check
from reslint.rules.load import load_folder
from reslint.rules.rule import Rule

GROUP = "reslint.rules"


@dataclass(frozen=True, slots=True)
class Plugin:
    """The rules of one installed package."""

    name: str
    rules: tuple[Rule, ...]
    checks: Mapping[str, Check] = field(hash=False)
    """Its own checks, to be given to `judge` along with the built-in ones."""


def load_plugins() -> tuple[Plugin, ...]:
    """All plugins of the installation, sorted by name. Raises `RuleError`."""
    plugins = tuple(_load(entry) for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name))
    all_checks(plugins)
    return plugins


def all_checks(plugins: tuple[Plugin, ...]) -> dict[str, Check]:
    """The built-in checks and those of the plugins. Raises `RuleError` when two have one name."""
    found: dict[str, Check] = dict(CHECKS)
    for plugin in plugins:
        for name, check in plugin.checks.items():
            if name in found:
                raise RuleError(f"plugin {plugin.name}: there is already a check `{name}`")
            found[name] = check
    return found


def _load(entry: EntryPoint) -> Plugin:
    try:
        brought = entry.load()
        folder, checks = Path(brought.rules_folder), dict(getattr(brought, "checks", {}))
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise RuleError(f"plugin {entry.name} cannot be loaded: {error}") from None
    try:
        return Plugin(entry.name, load_folder(folder, {**CHECKS, **checks}), checks)
    except RuleError as error:
        raise RuleError(f"plugin {entry.name}: {error}") from None
