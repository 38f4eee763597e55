"""The wheel's build hook: puts data into the package that is made from other data.

`python-hcl2` is a build requirement; what is made here is never committed. In `pyproject.toml`:
`[tool.hatch.build.targets.wheel.hooks.custom]`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface[Any]):
    """Adds the grammar tables and the index of the rules to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the data in a temporary folder and have it included."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        folder = Path(tempfile.mkdtemp(prefix="reslint-build-"))
        try:
            made = [write_grammar_tables(folder), write_rules_index(Path(self.root) / "rules", folder)]
        finally:
            sys.path.remove(self.root)
        for path in made:
            build_data["force_include"][str(path)] = f"reslint/_data/{path.name}"


def write_grammar_tables(folder: Path) -> Path:
    """Write the tables of python-hcl2's grammar into a folder, and give the file."""
    import lark

    from reslint.frontends.terraform.syntax import grammar
    from reslint.frontends.terraform.syntax.parse import make_tables

    key = grammar.tables_key(grammar.grammar_text(), lark.__version__)
    path = folder / grammar.TABLES_NAME
    path.write_bytes(grammar.dump_tables(key, make_tables()))
    return path


def write_rules_index(rules: Path, folder: Path) -> Path:
    """Write the built-in rules as data into a folder, and give the file."""
    from reslint.rules import index
    from reslint.rules.load import build_index

    path = folder / "rules-index.json"
    path.write_text(index.encode(build_index(rules)), encoding="utf-8")
    return path
