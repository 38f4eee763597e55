"""Data sources whose answers the code decides, or that can at least be compared with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.model.value import AttributeOf, Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.configuration import Block
    from reslint.frontends.terraform.instance import ModuleInstance


def look_up(module: ModuleInstance, key: str, block: Block, name: str, address: str) -> Value | None:
    """An attribute of a data source; None when only the provider could tell."""
    type_name = block.labels[0]
    if type_name == "aws_region" and name in ("name", "region", "id") and not block.attributes.keys() - {"provider"}:
        return module.provider_of(block)[1].region.with_(span=block.header)
    if type_name == "aws_caller_identity" and name in ("account_id", "id"):
        return module.provider_of(block)[1].account.with_(span=block.header)
    if type_name == "aws_availability_zones" and name in ("names", "zone_ids"):
        reason = f"{address}.{name} depends on the Region and account"
        return Value(Unknown(reason, AttributeOf(address, name), "no"), block.header)
    if type_name == "aws_partition" and name == "partition":
        return Value(Unknown("the partition is not in the code", Named("partition"), "no"), block.header)
    return None
