"""All rules on all resources of a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from reslint.engine.select import Selection
from reslint.model.inventory import Inventory
from reslint.rules.check import attempt
from reslint.rules.rule import Rule
from reslint.rules.verdict import RuleCrash, Verdict


def check(inventory: Inventory, selection: Selection) -> Iterator[Verdict | RuleCrash]:
    """The verdict of every rule on every resource of its kinds, in order of resources."""
    by_kind: dict[str, list[Rule]] = {}
    for rule in selection.rules:
        for kind in rule.kinds:
            by_kind.setdefault(kind, []).append(rule)
    for resource in inventory.resources:
        for rule in by_kind.get(resource.kind, ()):
            if inventory.deployment.root.language in rule.languages:
                yield attempt(rule, resource, inventory, selection.parameters[rule.name])
