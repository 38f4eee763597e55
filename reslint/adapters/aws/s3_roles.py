"""What buckets are for, where the code says it for certain: who writes to them, and what they serve."""

from __future__ import annotations

from dataclasses import dataclass, field

from reslint.adapters.aws.flags import flag, is_set, test
from reslint.adapters.aws.names import words
from reslint.adapters.aws.shared import listed, named_by
from reslint.adapters.base import Made
from reslint.adapters.joins import Joins, arn_name, managed_refs
from reslint.adapters.lookup import every, look_up
from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, Concat, Symbol, Unknown, Value, same

BUCKETS = ("aws_s3_bucket", "AWS::S3::Bucket")
"""The raw types of buckets."""

WRITERS = (
    ("aws_s3_bucket_logging", "target_bucket", "log"),
    ("aws_s3_bucket", "logging.target_bucket", "log"),
    ("AWS::S3::Bucket", "LoggingConfiguration.DestinationBucketName", "log"),
    ("aws_lb", "access_logs.bucket", "log"),
    ("aws_lb", "connection_logs.bucket", "log"),
    ("aws_alb", "access_logs.bucket", "log"),
    ("aws_elb", "access_logs.bucket", "log"),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "LoadBalancerAttributes[Key=access_logs.s3.bucket].Value",
        "log",
    ),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "AccessLoggingPolicy.S3BucketName", "log"),
    ("aws_cloudfront_distribution", "logging_config.bucket", "log"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.Logging.Bucket", "log"),
    ("aws_cloudtrail", "s3_bucket_name", "log"),
    ("AWS::CloudTrail::Trail", "S3BucketName", "log"),
    ("aws_config_delivery_channel", "s3_bucket_name", "log"),
    ("AWS::Config::DeliveryChannel", "S3BucketName", "log"),
    ("aws_flow_log", "log_destination", "log"),
    ("AWS::EC2::FlowLog", "LogDestination", "log"),
    ("aws_wafv2_web_acl_logging_configuration", "log_destination_configs", "log"),
    ("AWS::WAFv2::LoggingConfiguration", "LogDestinationConfigs", "log"),
    ("aws_route53_resolver_query_log_config", "destination_arn", "log"),
    ("AWS::Route53Resolver::ResolverQueryLoggingConfig", "DestinationArn", "log"),
    ("aws_codepipeline", "artifact_store.location", "artifact"),
    ("AWS::CodePipeline::Pipeline", "ArtifactStore.Location", "artifact"),
    ("AWS::CodePipeline::Pipeline", "ArtifactStores.ArtifactStore.Location", "artifact"),
    ("aws_codebuild_project", "artifacts.location", "artifact"),
    ("aws_codebuild_project", "cache.location", "artifact"),
    ("AWS::CodeBuild::Project", "Artifacts.Location", "artifact"),
    ("AWS::CodeBuild::Project", "Cache.Location", "artifact"),
    ("aws_lambda_function", "s3_bucket", "artifact"),
    ("AWS::Lambda::Function", "Code.S3Bucket", "artifact"),
    ("aws_s3_bucket_website_configuration", "bucket", "artifact"),
    ("aws_athena_workgroup", "configuration.result_configuration.output_location", "scratch"),
    ("AWS::Athena::WorkGroup", "WorkGroupConfiguration.ResultConfiguration.OutputLocation", "scratch"),
    ("aws_s3_bucket_replication_configuration", "rule.destination.bucket", "replica"),
    ("aws_s3_bucket", "replication_configuration.rules.destination.bucket", "replica"),
    ("AWS::S3::Bucket", "ReplicationConfiguration.Rules.Destination.Bucket", "replica"),
)
"""Where a type names a bucket, and what that makes of the bucket."""


@dataclass(frozen=True, slots=True)
class _SitePaths:
    """Where a distribution keeps its root page and its origins."""

    page: str
    target: str
    origins: str
    origin_id: str
    domain: str


SITE_PATHS = {
    "aws_cloudfront_distribution": _SitePaths(
        "default_root_object",
        "default_cache_behavior.target_origin_id",
        "origin",
        "origin_id",
        "domain_name",
    ),
    "AWS::CloudFront::Distribution": _SitePaths(
        "DistributionConfig.DefaultRootObject",
        "DistributionConfig.DefaultCacheBehavior.TargetOriginId",
        "DistributionConfig.Origins",
        "Id",
        "DomainName",
    ),
}
"""Distributions, which may serve a static site out of a bucket."""

LOG_ACLS = ("log-delivery-write", "LogDeliveryWrite")
"""Canned access control that exists for server access logs."""

OWN_SIGNS = (
    ("website", "artifact"),
    ("WebsiteConfiguration", "artifact"),
)
"""Attributes of a bucket that make it a static site, which is built again from its source."""

HINTS = (
    ("log", {"log", "logs", "logging", "audit", "cloudtrail"}),
    ("artifact", {"artifact", "artifacts", "codepipeline", "codebuild", "website", "assets", "static"}),
    ("artifact", {"deploy", "deployment", "deployments"}),
    ("state", {"tfstate"}),
    ("replica", {"replica", "replicas", "replication", "dr"}),
    ("scratch", {"tmp", "temp", "temporary", "scratch", "cache", "test", "tests", "sandbox", "athena"}),
)
"""Words in a bucket's name and what they suggest, by general custom."""


@dataclass(slots=True)
class Roles:
    """What the resources of a deployment say about its buckets."""

    certain: dict[str, dict[str, Value]] = field(default_factory=dict)
    """By the bucket's address: purposes, each with the value that names the bucket."""
    referred: dict[str, list[tuple[str, RawResource]]] = field(default_factory=dict)
    """By the address referred to: purposes that are not decided, and who names the bucket."""
    free: list[tuple[Value, RawResource]] = field(default_factory=list)
    """Replication destinations that are unknown and refer to nothing, and who names them."""


def bucket_at(value: Value, joins: Joins) -> RawResource | None:
    """The bucket that a name, ARN, domain name or `s3://` address certainly means."""
    found = joins.target(value, BUCKETS, "bucket") or joins.target(value, BUCKETS, "BucketName")
    return found or _in_address(value, joins) or _by_same_unknown(value, joins)


def _by_same_unknown(value: Value, joins: Joins) -> RawResource | None:
    """The bucket whose name is the same unknown: one variable names both."""
    named = arn_name(value)
    symbol = value.symbol if named is None else named.symbol
    return joins.once(_by_symbol).get(symbol) if symbol is not None else None


def _by_symbol(joins: Joins) -> dict[Symbol, RawResource]:
    buckets = joins.of_type(*BUCKETS)
    names = ((name, bucket) for bucket in buckets for name in named_by(bucket, "bucket", "BucketName"))
    return {name.symbol: bucket for name, bucket in names if name.symbol is not None}


def _in_address(value: Value, joins: Joins) -> RawResource | None:
    """The bucket in an address put together from parts: `s3://${bucket}/…`, `${bucket}.s3.…`."""
    parts = value.symbol.parts if isinstance(value.symbol, Concat) else ()
    index = 1 if parts and parts[0] == "s3://" else 0
    bucket = parts[index] if index < len(parts) else None
    following = parts[index + 1] if index + 1 < len(parts) else "/"
    ends = isinstance(following, str) and following.startswith(("/", ".s3"))
    found = joins.at(bucket.address) if isinstance(bucket, AttributeOf) and ends else None
    return found if found is not None and found.type in BUCKETS else None


def roles(joins: Joins) -> Roles:
    """The purposes of all buckets: an index, for `Joins.once`."""
    found = Roles()
    for type_name, path, purpose in WRITERS:
        for writer in joins.of_type(type_name):
            for value in every(writer, path):
                _note(found, writer, value, purpose, joins)
    for site in joins.of_type(*SITE_PATHS):
        _note_site(found, site, joins)
    return found


def _note(found: Roles, writer: RawResource, value: Value, purpose: str, joins: Joins) -> None:
    bucket = bucket_at(value, joins)
    if bucket is not None and writer.exists is None:
        found.certain.setdefault(bucket.address, {}).setdefault(purpose, value)
        return
    addresses = [bucket.address] if bucket is not None else managed_refs(value) if value.unknown else []
    for address in addresses:
        found.referred.setdefault(address, []).append((purpose, writer))
    if value.unknown and not addresses and purpose == "replica":
        found.free.append((value, writer))


def _note_site(found: Roles, site: RawResource, joins: Joins) -> None:
    """The default origin of a distribution with a root page holds a static site."""
    paths = SITE_PATHS[site.type]
    page, target = look_up(site, paths.page), look_up(site, paths.target)
    if not isinstance(page.data, str) or not page.data:
        return
    for origin in every(site, paths.origins):
        own_id, domain = origin.entries.get(paths.origin_id), origin.entries.get(paths.domain)
        if own_id is not None and domain is not None and same(own_id, target) is True:
            _note(found, site, domain, "artifact", joins)


def purposes(raw: RawResource, joins: Joins, made: Made) -> Value:
    """What the bucket is certainly for; empty for data, or when nothing says it.

    Only a writer that refers to the bucket can leave it open: an input from outside that
    names some bucket says nothing about the buckets here.
    """
    found = dict(joins.once(roles).certain.get(raw.address, {}))
    open_ends = _referring(raw, joins)
    unsure = [writer for purpose, writer in open_ends if purpose not in found]
    rest = Unknown(f"the code does not decide what {unsure[0].address} does with it") if unsure else None
    for purpose, sign in (*_own_signs(raw), ("scratch", made["expires_soon"])):
        if sign.data is True:
            found.setdefault(purpose, sign)
        rest = rest or sign.unknown
    items = (Value(purpose, why.span, "computed", because=(why,)) for purpose, why in found.items())
    return listed(tuple(items), raw, rest)


def _own_signs(raw: RawResource) -> list[tuple[str, Value]]:
    """Flags for what a bucket says about itself."""
    signs = [(purpose, is_set(raw.get(name), raw)) for name, purpose in OWN_SIGNS]
    acl = look_up(raw, "acl" if raw.language == "terraform" else "AccessControl")
    return [*signs, ("log", test(acl, raw, lambda name: name in LOG_ACLS))]


def _referring(raw: RawResource, joins: Joins) -> list[tuple[str, RawResource]]:
    """The undecided purposes of whoever refers to the bucket, or to its block."""
    referred = joins.once(roles).referred
    return [end for address in dict.fromkeys((raw.address, raw.block)) for end in referred.get(address, ())]


def replica_destination(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a replication rule certainly, or possibly, copies into the bucket."""
    index = joins.once(roles)
    named = index.certain.get(raw.address, {}).get("replica")
    if named is not None:
        return flag(True, raw, (named,))
    writers = [writer for purpose, writer in _referring(raw, joins) if purpose == "replica"]
    may_be = (writer for value, writer in index.free if _may_be(value, writer, raw, joins))
    writer = writers[0] if writers else next(may_be, None)
    if writer is None:
        return flag(False, raw)
    return flag(Unknown(f"the code does not decide where {writer.address} replicates to"), raw)


def _may_be(value: Value, writer: RawResource, raw: RawResource, joins: Joins) -> bool:
    """Whether what is known of a free destination leaves this bucket possible."""
    source = writer if writer.type in BUCKETS else bucket_at(writer.get("bucket"), joins)
    if source is raw or value.unknown is None:
        return False
    pointer = arn_name(value)
    if pointer is None:
        begins = value.unknown.prefix.rpartition(":")[2]
        pointer = value.with_(data=Unknown(value.unknown.reason, None, "no", begins))
    names = named_by(raw, "bucket", "BucketName")
    return not names or any(same(pointer, name) is not False for name in names)


def likely_purposes(raw: RawResource, joins: Joins, made: Made) -> Value:
    """What the words in the bucket's name suggest."""
    found, name = words(raw, "bucket", "bucket_prefix", "BucketName")
    suggested = list(dict.fromkeys(purpose for purpose, hints in HINTS if found & hints))
    if {"terraform", "state"} <= found and "state" not in suggested:
        suggested.append("state")
    items = (Value(purpose, name.span, "named", because=(name,)) for purpose in suggested)
    return listed(tuple(items), raw)
