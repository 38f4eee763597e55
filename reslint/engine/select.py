"""Which rules a run checks, and with which parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reslint.config import Config
from reslint.errors import UsageError
from reslint.rules.check import settle_parameters
from reslint.rules.lang.typing import did_you_mean
from reslint.rules.rule import FAILURES, Parameter, Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run."""

    rules: tuple[Rule, ...]
    parameters: Mapping[str, Mapping[str, Parameter]] = field(hash=False)
    """All parameters of each rule, by its name."""


def select(
    rules: Sequence[Rule],
    config: Config,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    thorough: bool = False,
) -> Selection:
    """The rules that the command line and the configuration ask for. Raises `UsageError`, `ConfigError`."""
    wanted = tuple(only) or config.select
    unwanted = (*config.ignore, *ignore)
    for name in (*wanted, *unwanted, *config.rules):
        _check_name(name, rules)
    everything = thorough or config.thorough
    kept = tuple(
        rule
        for rule in rules
        if (_named(rule, wanted) if wanted else everything or rule.set_ == "default")
        and not _named(rule, unwanted)
    )
    parameters = {rule.name: settle_parameters(rule, _given(rule, config)) for rule in kept}
    return Selection(kept, parameters)


def _given(rule: Rule, config: Config) -> dict[str, object]:
    return {k: v for name, given in config.rules.items() if rule.answers_to(name) for k, v in given.items()}


def _named(rule: Rule, names: Sequence[str]) -> bool:
    return any(rule.answers_to(name) or name in rule.failure for name in names)


def _check_name(name: str, rules: Sequence[Rule]) -> None:
    if name in FAILURES or any(rule.answers_to(name) for rule in rules):
        return
    raise UsageError(f"there is no rule `{name}`{did_you_mean(name, [r.name for r in rules])}")
