"""The tables of python-hcl2's grammar: making them takes seconds, so they are kept as JSON.

They are looked for in the package (the wheel's build hook puts them there), then in the cache
directory; else they are made once and written into the cache directory.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import reslint
from reslint.files.cachedir import cache_directory, write_atomically

TABLES_NAME = "hcl2-grammar.json"
PACKAGED = Path(reslint.__file__).parent / "_data" / TABLES_NAME
"""Where the wheel has the tables; absent in a checkout."""

Tables = dict[str, Any]
States = dict[int, dict[str, tuple[Any, Any]]]


def hcl2_folder() -> Path:
    """The folder of the installed python-hcl2, without importing it. Raises `ImportError`."""
    spec = importlib.util.find_spec("hcl2")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("python-hcl2 is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def grammar_text() -> str:
    """The text of python-hcl2's grammar."""
    return (hcl2_folder() / "hcl2.lark").read_text(encoding="utf-8")


def tables_key(grammar: str, lark_version: str) -> str:
    """Identifies tables: the same key means the same tables."""
    return hashlib.sha256(f"{lark_version}\n{grammar}".encode()).hexdigest()


def find_tables(key: str, make: Callable[[], Tables]) -> Tables:
    """The tables of this key, from the package, the cache, or made now and cached."""
    found = _read(PACKAGED, key)
    if found is not None:
        return found
    directory = cache_directory()
    if directory is None:
        return make()
    cached = _read(directory / TABLES_NAME, key)
    if cached is not None:
        return cached
    tables = make()
    write_atomically(directory / TABLES_NAME, dump_tables(key, tables))
    return tables


def dump_tables(key: str, tables: Tables) -> bytes:
    """The tables as the content of a file."""
    return json.dumps({"key": key, "tables": tables}, separators=(",", ":")).encode()


def _read(path: Path, key: str) -> Tables | None:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("key") != key or not isinstance(data.get("tables"), dict):
        return None
    tables: Tables = data["tables"]
    return tables


def pack_tables(rules: Sequence[Any], table: Any, reduce: object) -> Tables:
    """lark's rules and parse table as JSON data; an action is twice its number, plus one for reduce."""
    number = {rule: index for index, rule in enumerate(rules)}
    tokens: dict[str, int] = {}
    states = []
    for state in range(len(table.states)):
        row = []
        for token, (action, argument) in table.states[state].items():
            code = 2 * number[argument] + 1 if action is reduce else 2 * argument
            row += [tokens.setdefault(token, len(tokens)), code]
        states.append(row)
    packed = [rule.serialize(None) for rule in rules]
    return {
        "rules": packed, "tokens": list(tokens), "states": states,
        "start": table.start_states, "end": table.end_states,
    }  # fmt: skip


def unpack_states(tables: Tables, rules: Sequence[Any], shift: object, reduce: object) -> States:
    """The parse table as lark wants it: state number to token to (action, argument)."""
    tokens = tables["tokens"]
    reductions = [(reduce, rule) for rule in rules]
    shifts = [(shift, state) for state in range(len(tables["states"]))]
    return {
        state: {
            tokens[token]: reductions[code >> 1] if code & 1 else shifts[code >> 1]
            for token, code in zip(row[::2], row[1::2], strict=True)
        }
        for state, row in enumerate(tables["states"])
    }
