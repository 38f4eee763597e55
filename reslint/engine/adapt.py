"""From raw resources to the inventory of a deployment."""

from __future__ import annotations

from reslint.adapters.base import adapt
from reslint.adapters.expansion import expanded
from reslint.adapters.joins import Joins
from reslint.adapters.registry import adapter_for
from reslint.adapters.texts import texts
from reslint.model.inventory import Inventory, Loaded


def inventory_of(loaded: Loaded) -> Inventory:
    """The deployment in the common model."""
    inventory = Inventory(loaded)
    resources = expanded(loaded.resources)
    managed = [r for r in resources if not r.is_data]
    joins = Joins(resources)
    for raw in managed:
        adapter = adapter_for(raw.type)
        if adapter is None:
            continue
        resource = adapt(adapter, raw, joins)
        inventory.resources.append(resource)
        inventory.by_address[raw.address] = resource
    inventory.resources.extend(texts(loaded))
    return inventory
