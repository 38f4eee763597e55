"""CloudFront distributions."""

from __future__ import annotations

from reslint.adapters.aws.flags import any_of, flag
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tf
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up_list
from reslint.model.kinds.network import Cdn
from reslint.model.raw import RawResource
from reslint.model.value import Value

GROUPS = {"terraform": "origin_group", "cloudformation": "DistributionConfig.OriginGroups.Items"}
ORIGINS = {
    "terraform": ("origin", "domain_name"),
    "cloudformation": ("DistributionConfig.Origins", "DomainName"),
}
MULTI_REGION_PART = ".accesspoint.s3-global."
"""Part of the host name of an S3 multi-Region access point ("Making requests using a Multi-Region
Access Point", https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html)."""


def origin_failover(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether there is an origin group."""
    path = GROUPS[raw.language]
    items, rest = blocks(raw, path)
    return flag(True if items else rest or False, raw, (look_up_list(raw, path),))


def multi_region_origin(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether an origin is a multi-Region access point."""
    path, host = ORIGINS[raw.language]
    items, rest = blocks(raw, path)
    hosts = [inside(item, host, raw) for item in items]
    found = [flag(_is_multi_region(value), raw, (value,)) for value in hosts]
    return any_of(raw, *found, flag(rest or False, raw))


def _is_multi_region(host: Value) -> bool:
    """A host name that is not known is not taken for one: it is a named exception."""
    return isinstance(host.data, str) and MULTI_REGION_PART in host.data


DISTRIBUTION = Adapter(
    kind=Cdn,
    service="cloudfront",
    types=("aws_cloudfront_distribution", "AWS::CloudFront::Distribution"),
    scope="global",
    rows=(
        row("enabled", tf("enabled"), cfn("DistributionConfig.Enabled")),
        computed("origin_failover", origin_failover),
        computed("multi_region_origin", multi_region_origin),
    ),
)

ADAPTERS: tuple[Adapter, ...] = (DISTRIBUTION,)
"""The adapters of this module."""
