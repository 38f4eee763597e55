"""S3 buckets, joined with their versioning, replication and roles.

Defaults: "Resource: aws_s3_bucket"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket,
"Resource: aws_s3_bucket_versioning"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning and
"AWS::S3::Bucket"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html
"""

from __future__ import annotations

from reslint.adapters.aws.backup_copies import backup_regions
from reslint.adapters.aws.flags import flag, is_set
from reslint.adapters.aws.s3_lifecycle import expires_soon
from reslint.adapters.aws.s3_roles import (
    BUCKETS,
    bucket_at,
    likely_purposes,
    purposes,
    replica_destination,
)
from reslint.adapters.aws.shared import listed, named_by, region_because
from reslint.adapters.base import Adapter, Made, computed, record, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up
from reslint.model.kinds.data import Bucket
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, ListOf, Unknown, Value

NEVER_ON = "Disabled"
"""Versioning of a bucket that never had it ("Using versioning in S3 buckets":
https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html)."""

ELSEWHERE = Unknown("the destination bucket is not in this deployment", None, "no")

REPLICATION = "aws_s3_bucket_replication_configuration"


# -- versioning --------------------------------------------------------------------------------


def versioning(raw: RawResource, joins: Joins) -> Value:
    """The versioning of a bucket: its own resource, else what the bucket itself says."""
    if raw.language == "cloudformation":
        return _off_if_absent(look_up(raw, "VersioningConfiguration.Status"))
    own = joins.pointing_at(raw, ("aws_s3_bucket_versioning",), "bucket", _names(raw))
    if own.certain:
        return _off_if_absent(look_up(own.certain[0], "versioning_configuration.status"))
    inline = coerce(look_up(raw, "versioning.enabled"), "flag")
    if own.undecided and inline.data is not True:
        return Value(own.undecided, raw.span, "computed")
    if inline.absent or inline.unknown:
        return _off_if_absent(inline)
    return inline.with_(data="Enabled" if inline.data is True else "Suspended")


def _off_if_absent(status: Value) -> Value:
    return status.with_(data=NEVER_ON, origin="default") if status.absent else status


def _versioning(raw: RawResource, joins: Joins, made: Made) -> Value:
    return versioning(raw, joins)


# -- replication -------------------------------------------------------------------------------


def _copies(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The replication rules, from a resource of their own or inside the bucket."""
    if raw.language == "cloudformation":
        return _rules(raw, "ReplicationConfiguration.Rules", raw, joins, None)
    own = joins.pointing_at(raw, (REPLICATION,), "bucket", _names(raw))
    if own.certain:
        return _rules(own.certain[0], "rule", raw, joins, own.undecided)
    return _rules(raw, "replication_configuration.rules", raw, joins, own.undecided)


def _rules(holder: RawResource, path: str, raw: RawResource, joins: Joins, open_end: Unknown | None) -> Value:
    found, rest = blocks(holder, path)
    return listed(tuple(_copy(item, holder, joins) for item in found), raw, rest or open_end)


def _copy(rule: Value, holder: RawResource, joins: Joins) -> Value:
    """One replication rule, with what is known of its destination."""
    terraform = holder.language == "terraform"
    named = inside(rule, "destination.bucket" if terraform else "Destination.Bucket", holder)
    account = inside(rule, "destination.account" if terraform else "Destination.Account", holder)
    if terraform and account.absent:
        account = inside(rule, "destination.account_id", holder)
    target = bucket_at(named, joins)
    away = Value(ELSEWHERE, named.span, "computed", because=(named,))
    return record(
        holder,
        status=inside(rule, "status" if terraform else "Status", holder),
        region=region_because(target.region, named) if target else away,
        # S3 itself refuses a destination without versioning when the rule is made.
        versioning=_of_destination(target, named, joins) if target else ABSENT.with_(span=named.span),
        other_account=is_set(account, holder),
    )


def _of_destination(target: RawResource, named: Value, joins: Joins) -> Value:
    """The versioning of a destination: where it is left out, naming that bucket is what decides."""
    found = versioning(target, joins)
    if found.origin != "default":
        return found
    return Value(found.data, named.span, "computed", because=(named,))


def _is_replicated(raw: RawResource, joins: Joins, made: Made) -> Value:
    copies = made["copies"].data
    assert isinstance(copies, ListOf)
    return flag(bool(copies.items) or copies.rest or False, raw)


def _replica_regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    copies = made["copies"].data
    assert isinstance(copies, ListOf)
    return listed(tuple(copy.entries["region"] for copy in copies.items), raw, copies.rest)


# -- the table ---------------------------------------------------------------------------------


def _force_destroy(raw: RawResource, joins: Joins, made: Made) -> Value:
    """What the row above read; CloudFormation never empties a bucket ("DeletionPolicy options":
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html)."""
    read: Value = made["force_destroy"]
    return read if raw.language == "terraform" else read.with_(data=False)


def _names(raw: RawResource) -> tuple[Value, ...]:
    return named_by(raw, "bucket", "BucketName")


def _backup_regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    return backup_regions(raw, joins, "s3", _names(raw))


ADAPTERS = (
    Adapter(
        kind=Bucket,
        service="s3",
        types=BUCKETS,
        rows=(
            computed("versioning", _versioning),
            computed("copies", _copies),
            computed("is_replicated", _is_replicated),
            computed("replica_regions", _replica_regions),
            computed("is_replica_destination", replica_destination),
            computed("expires_soon", expires_soon),
            computed("purpose", purposes),
            computed("likely_purpose", likely_purposes),
            computed("backup_regions", _backup_regions),
            row("force_destroy", tf("force_destroy", default=False)),
            computed("force_destroy", _force_destroy),
        ),
    ),
)
"""What this module adapts."""
