"""Rules from their files, and the built-in rules from their index.

The index holds all rules as plain data, so that a warm start reads one JSON file and imports
neither `yaml` nor `pydantic`. It lies in the wheel; in a checkout it is kept in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reslint.errors import ConfigError, RuleError
from reslint.rules import index
from reslint.rules.checks import CHECKS
from reslint.rules.context import Check
from reslint.rules.kept import read_kept, stamp, write_kept
from reslint.rules.rule import FAILURES, Rule
from reslint.rules.vocabulary import Vocabulary, model_vocabulary

MAX_FILES = 2000
"""Rule files in one folder."""
MAX_BYTES = 1_000_000
"""Size of a rule file."""

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "_data" / "rules-index.json"
_CHECKOUT = _PACKAGE.parent / "rules"


def load_builtin() -> tuple[Rule, ...]:
    """The rules that come with reslint, sorted by name. Raises `RuleError`."""
    if _SHIPPED.is_file():
        return load_index(index.decode(_SHIPPED.read_text(encoding="utf-8")))
    if not _CHECKOUT.is_dir():
        raise RuleError("the built-in rules are missing: this installation is not complete")
    return _from_checkout(_CHECKOUT)


def load_folder(
    folder: Path, checks: Mapping[str, Check] = CHECKS, vocabulary: Vocabulary | None = None
) -> tuple[Rule, ...]:
    """The rules of a folder of YAML files, sorted by name.

    A file has the name of its rule; it lies in the folder itself or in a folder named after
    the rule's first failure. Raises `RuleError` naming every problem, one a line.
    """
    words = vocabulary or model_vocabulary()
    rules: list[Rule] = []
    problems: list[str] = []
    for path in _files(folder):
        try:
            rules.append(_load(path, path.relative_to(folder), words, checks))
        except RuleError as error:
            problems.append(str(error))
    if problems:
        raise RuleError("\n".join(problems))
    return combine(rules)


def combine(*groups: Iterable[Rule]) -> tuple[Rule, ...]:
    """All rules sorted by name. Raises `RuleError` when two have one name, present or former."""
    owners: dict[str, Rule] = {}
    rules = [rule for group in groups for rule in group]
    for rule in rules:
        for name in (rule.name, *rule.aliases):
            other = owners.setdefault(name, rule)
            if other is not rule:
                raise RuleError(f"{rule.path}:1: the name `{name}` is taken by {other.path}")
    return tuple(sorted(rules, key=lambda rule: rule.name))


def build_index(
    folder: Path, checks: Mapping[str, Check] = CHECKS, vocabulary: Vocabulary | None = None
) -> dict[str, Any]:
    """The rules of a folder as JSON-able data. Raises `RuleError`."""
    return index.to_data(load_folder(folder, checks, vocabulary))


def load_index(data: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of an index. Raises `RuleError` if it is not one of this version."""
    return index.from_data(data)


def _from_checkout(folder: Path) -> tuple[Rule, ...]:
    """The rules of a checkout, their index kept in the cache as long as no file changes."""
    key = stamp([*_files(folder), *_code()])
    cached = read_kept(key)
    if cached is not None:
        try:
            return load_index(index.decode(cached))
        except RuleError:
            pass  # written by another version or damaged: built again below
    rules = load_folder(folder)
    write_kept(key, index.encode(index.to_data(rules)))
    return rules


def _code() -> list[Path]:
    """What the index depends on besides the rules: the kinds and the language."""
    folders = (_PACKAGE / "model", _PACKAGE / "rules")
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: there is no such folder of rules")
    found = sorted(p for pattern in ("*.yaml", "*.yml") for p in folder.rglob(pattern) if p.is_file())
    if len(found) > MAX_FILES:
        raise RuleError(f"{folder}: more than {MAX_FILES} rule files")
    return found


def _load(path: Path, shown: Path, vocabulary: Vocabulary, checks: Mapping[str, Check]) -> Rule:
    from reslint.files.yamlfile import read
    from reslint.rules.convert import to_rule
    from reslint.rules.schema import validated

    try:
        file = read(shown.as_posix(), _text(path, shown))
    except ConfigError as error:
        raise RuleError(str(error)) from None
    form = validated(file)
    _check_place(shown, form.name, form.failure[0])
    return to_rule(file, form, vocabulary, checks)


def _text(path: Path, shown: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RuleError(f"{shown}: larger than {MAX_BYTES} bytes")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{shown}: cannot be read: {error}") from None


def _check_place(shown: Path, name: str, failure: str) -> None:
    if shown.stem != name:
        raise RuleError(f"{shown.as_posix()}:1: the file of the rule `{name}` must be named {name}.yaml")
    folder = shown.parent.name
    if folder and folder != failure:
        known = "" if folder in FAILURES else f" (`{folder}` is none)"
        message = f"the folder must be named after the first failure, `{failure}`{known}"
        raise RuleError(f"{shown.as_posix()}:1: {message}")
