"""The configuration file `.reslint.yaml`: what it may say, where it is found, how it is checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reslint.errors import ConfigError

FILE_NAMES = (".reslint.yaml", ".reslint.yml")


@dataclass(frozen=True, slots=True)
class DeploymentConfig:
    """One entry of `deployments`."""

    name: str
    path: str
    """Root module or template, relative to the configuration file."""
    var_files: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)
    workspace: str | None = None
    region: str | None = None
    account: str | None = None
    tier: str | None = None
    assume: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SystemConfig:
    """One entry of `systems`: deployments that a replay treats as one."""

    name: str
    deployments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """What the configuration says; everything has a default."""

    directory: Path
    """Paths in the configuration start here."""
    file: Path | None = None
    select: tuple[str, ...] = ()
    """Only these rules (names, or failures such as `zone`); empty for the set."""
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    """Path patterns that are not walked into."""
    thorough: bool = False
    fail_on: str = "medium"
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict, hash=False)
    """Parameters by rule."""
    deployments: tuple[DeploymentConfig, ...] = ()
    systems: tuple[SystemConfig, ...] = ()
    assume: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What code cannot state about look-ups, by address."""


def find(start: Path) -> Path | None:
    """The nearest configuration file upwards from a path."""
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.parents):
        for name in FILE_NAMES:
            if (candidate / name).is_file():
                return candidate / name
    return None


def load(file: Path | None, start: Path) -> Config:
    """The configuration in a file; the defaults without one. Raises `ConfigError` with file and line."""
    if file is None:
        return Config(start if start.is_dir() else start.parent)
    from reslint.files import yamlfile

    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None
    parsed = yamlfile.read(str(file), text)
    return _validated(file, parsed)


def _validated(file: Path, parsed: Any) -> Config:
    from pydantic import ValidationError

    model = _model()
    try:
        checked = model.model_validate({} if parsed.data is None else parsed.data)
    except ValidationError as error:
        raise ConfigError("\n".join(_problems(file, parsed, error))) from None
    plain = checked.model_dump()
    config = Config(
        directory=file.parent,
        file=file,
        deployments=tuple(DeploymentConfig(**_tuples(d)) for d in plain.pop("deployments")),
        systems=tuple(SystemConfig(**_tuples(s)) for s in plain.pop("systems")),
        **_tuples(plain),
    )
    problems = [f"{file}:{parsed.line(where)}: {said}" for where, said in _inconsistencies(config)]
    if problems:
        raise ConfigError("\n".join(problems))
    return config


def _inconsistencies(config: Config) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Entries that refer to nothing, or twice to the same: where, and what is wrong."""
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(config.deployments):
        if not (config.directory / entry.path).exists():
            yield ("deployments", index, "path"), f"`{entry.path}` does not exist"
        if (entry.name, entry.path) in seen:
            yield (
                ("deployments", index, "name"),
                f"deployment `{entry.name}` of `{entry.path}` stands here twice",
            )
        seen.add((entry.name, entry.path))
    names = [entry.name for entry in config.deployments]
    for index, system in enumerate(config.systems):
        for position, name in enumerate(system.deployments):
            if name not in names:
                near = difflib.get_close_matches(name, names, 1)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                where = ("systems", index, "deployments", position)
                yield where, f"there is no deployment `{name}`{hint}"


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}


def _problems(file: Path, parsed: Any, error: Any) -> list[str]:
    """One line for each problem, with file, line and a suggestion."""
    lines = []
    for problem in error.errors():
        location = tuple(problem["loc"])
        line = parsed.line(location)
        where = ".".join(map(str, location))
        if problem["type"] == "model_type":
            what = f"`{where}`" if where else "the configuration"
            lines.append(f"{file}:{line}: {what} must be a mapping of settings")
        elif problem["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(location[-1]), _known_names(len(location) > 1), 1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            lines.append(f"{file}:{line}: `{location[-1]}` is not a setting{hint}")
        else:
            lines.append(f"{file}:{line}: `{where}`: {problem['msg'].lower()}")
    return lines


def _known_names(nested: bool) -> list[str]:
    names = [
        "name",
        "path",
        "var_files",
        "parameters",
        "workspace",
        "region",
        "account",
        "tier",
        "assume",
        "deployments",
    ]
    top = ["select", "ignore", "exclude", "thorough", "fail-on", "rules", "deployments", "systems", "assume"]
    return names if nested else top


def _model() -> Any:
    """The pydantic model of the file; made when a file is read, since the import is slow."""
    from reslint.configmodel import ConfigModel

    return ConfigModel


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the configuration file, for editors."""
    schema: dict[str, Any] = _model().model_json_schema(by_alias=True)
    return schema
