"""Data sources whose answers the code decides, or that can at least be compared with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.frontends.terraform.body import argument
from reslint.model.value import AttributeOf, Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.configuration import Block
    from reslint.frontends.terraform.instance import ModuleInstance
    from reslint.frontends.terraform.repetition import Instance


def look_up(module: ModuleInstance, key: str, block: Block, instance: Instance, name: str) -> Value | None:
    """An attribute of a data source; None when only the provider could tell."""
    type_name = block.labels[0]
    address = module.path_of(key) + instance.suffix
    if type_name == "aws_region" and name in ("name", "region", "id"):
        return _region(module, block, instance)
    if type_name == "aws_caller_identity" and name in ("account_id", "id"):
        return module.provider_of(block, instance.scope)[1].account.with_(span=block.header)
    if type_name == "aws_availability_zones" and name in ("names", "zone_ids"):
        reason = f"{address}.{name} depends on the Region and account"
        return Value(Unknown(reason, AttributeOf(address, name), "no"), block.header)
    if type_name == "aws_partition" and name == "partition":
        return Value(Unknown("the partition is not in the code", Named("partition"), "no"), block.header)
    return None


def _region(module: ModuleInstance, block: Block, instance: Instance) -> Value | None:
    """The Region that `aws_region` is asked for, by default that of its provider."""
    asked = [name for name in ("region", "name") if name in block.attributes]
    if "endpoint" in block.attributes:
        return None
    if not asked:
        return module.provider_of(block, instance.scope)[1].region.with_(span=block.header)
    value = argument(block.attributes[asked[0]], instance.scope)
    return value if isinstance(value.data, str) else None
