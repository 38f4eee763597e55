"""DynamoDB tables and their copies in other Regions.

Defaults: "Resource: aws_dynamodb_table"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table,
"AWS::DynamoDB::Table"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html and
"AWS::DynamoDB::GlobalTable"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html
"""

from __future__ import annotations

from itertools import combinations

from reslint.adapters.aws.backup import in_backup_plan
from reslint.adapters.aws.flags import all_of, flag, is_set
from reslint.adapters.aws.names import words
from reslint.adapters.aws.shared import listed, named_by, region_because, same_region_copy
from reslint.adapters.base import Adapter, Made, cfn, computed, record, row, tf
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins, pointers
from reslint.adapters.lookup import blocks, inside, look_up
from reslint.model.kinds.data import Table
from reslint.model.raw import RawResource
from reslint.model.value import ListOf, Unknown, Value, same

TABLE = "AWS::DynamoDB::Table"
GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable"
SIMPLE_TABLE = "AWS::Serverless::SimpleTable"

LOCK_KEY = "LockID"
"""Hash key of the tables that lock Terraform's state ("Backend Type: s3":
https://developer.hashicorp.com/terraform/language/backend/s3)."""


SCRATCH_WORDS = {
    "lock", "locks", "session", "sessions", "cache", "connection", "connections", "idempotency", "limits",
    "tmp", "temp", "scratch",
}  # fmt: skip
"""Words in the names of tables whose items are of use for minutes, by general custom."""


def _replicas(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The copies: blocks, resources of their own, or the list of a CloudFormation global table."""
    if raw.language == "cloudformation":
        found, rest = blocks(raw, "Replicas")
        away = [item for item in found if same(inside(item, "Region", raw), raw.region) is not True]
        away = away if len(away) < len(found) or len(found) > 1 else []
        return _list([_listed(item, raw) for item in away], raw, rest)
    written, rest = blocks(raw, "replica")
    own = joins.pointing_at(raw, ("aws_dynamodb_table_replica",), "global_table_arn", _names(raw))
    records = [_block(item, raw) for item in written] + [_joined(copy) for copy in own.certain]
    return _list(records, raw, rest or own.undecided)


def _list(records: list[Value], raw: RawResource, rest: Unknown | None) -> Value:
    return listed(tuple(records), raw, rest)


def _block(block: Value, raw: RawResource) -> Value:
    recovery = _off_if_absent(inside(block, "point_in_time_recovery", raw))
    return record(raw, region=inside(block, "region_name", raw), point_in_time_recovery=recovery)


def _joined(copy: RawResource) -> Value:
    region = region_because(copy.region, pointers(copy, "global_table_arn")[0])
    recovery = _off_if_absent(look_up(copy, "point_in_time_recovery"))
    return record(copy, region=region, point_in_time_recovery=recovery)


def _listed(item: Value, raw: RawResource) -> Value:
    return record(raw, region=inside(item, "Region", raw), point_in_time_recovery=_listed_recovery(item, raw))


def _listed_recovery(item: Value, raw: RawResource) -> Value:
    path = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"
    return _off_if_absent(inside(item, path, raw))


def _off_if_absent(value: Value) -> Value:
    """Off when left out, also for copies: they do not inherit it from the table."""
    return value.with_(data=False, origin="default") if value.absent else coerce(value, "flag")


def _recovery(raw: RawResource, joins: Joins, made: Made) -> Value:
    """What the row above read; for a global table, whether it is on in every Region."""
    if raw.type != GLOBAL_TABLE:
        own: Value = made["point_in_time_recovery"]
        return own
    found, rest = blocks(raw, "Replicas")
    flags = [_listed_recovery(item, raw) for item in found]
    if rest is not None:
        flags.append(Value(rest, raw.span, "computed"))
    return all_of(raw, *flags)


def _protection(raw: RawResource, joins: Joins, made: Made) -> Value:
    if raw.type != GLOBAL_TABLE:
        own: Value = made["deletion_protection"]
        return own
    found, rest = blocks(raw, "Replicas")
    flags = [_off_if_absent(inside(item, "DeletionProtectionEnabled", raw)) for item in found]
    if rest is not None:
        flags.append(Value(rest, raw.span, "computed"))
    return all_of(raw, *flags)


def _regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The Regions of the copies; for a global table without a certain home, all but one are others."""
    replicas = made["replicas"].data
    assert isinstance(replicas, ListOf)
    return listed(tuple(item.entries["region"] for item in replicas.items), raw, replicas.rest)


def _same_region(raw: RawResource, joins: Joins, made: Made) -> Value:
    """A copy in the table's own Region. A global table lists every Region, its stack's included:
    there only a Region that stands twice is wrong."""
    if raw.type != GLOBAL_TABLE:
        return same_region_copy(raw, joins, made)
    found, rest = blocks(raw, "Replicas")
    regions = [inside(item, "Region", raw) for item in found]
    twice = [b for a, b in combinations(regions, 2) if same(a, b) is True]
    return flag(True, raw, twice[:1]) if twice else flag(rest or False, raw, regions)


def _expires(raw: RawResource, joins: Joins, made: Made) -> Value:
    """A time to live that is named and not switched off."""
    if raw.language == "cloudformation":
        return coerce(look_up(raw, "TimeToLiveSpecification.Enabled"), "flag")
    enabled = look_up(raw, "ttl.enabled")
    return is_set(look_up(raw, "ttl.attribute_name"), raw) if enabled.absent else coerce(enabled, "flag")


def _purpose(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The lock table of Terraform's state, by the hash key that it must have."""
    key = raw.get("hash_key")
    if raw.language == "cloudformation":
        key = look_up(raw, "KeySchema[KeyType=HASH].AttributeName")
    lock = (Value("state", key.span, "computed", because=(key,)),)
    return listed(lock if key.data == LOCK_KEY else (), raw, key.unknown)


def _likely_purpose(raw: RawResource, joins: Joins, made: Made) -> Value:
    found, name = words(raw, "name", "TableName")
    scratch = (Value("scratch", name.span, "named", because=(name,)),)
    return listed(scratch if found & SCRATCH_WORDS else (), raw)


def _names(raw: RawResource) -> tuple[Value, ...]:
    return named_by(raw, "name", "TableName")


def _in_plan(raw: RawResource, joins: Joins, made: Made) -> Value:
    return in_backup_plan(raw, joins, "dynamodb:table", _names(raw))


ADAPTERS = (
    Adapter(
        kind=Table,
        service="dynamodb",
        types=("aws_dynamodb_table", TABLE, GLOBAL_TABLE, SIMPLE_TABLE),
        rows=(
            row(
                "point_in_time_recovery",
                tf("point_in_time_recovery.enabled", default=False),
                cfn(
                    "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                    default=False,
                    types=(TABLE, SIMPLE_TABLE),
                ),
            ),
            computed("point_in_time_recovery", _recovery),
            row(
                "deletion_protection",
                tf("deletion_protection_enabled", default=False),
                cfn("DeletionProtectionEnabled", default=False, types=(TABLE,)),
            ),
            computed("deletion_protection", _protection),
            computed("replicas", _replicas),
            computed("replica_regions", _regions),
            computed("copy_in_same_region", _same_region),
            computed("expires_items", _expires),
            computed("purpose", _purpose),
            computed("likely_purpose", _likely_purpose),
            computed("in_backup_plan", _in_plan),
        ),
    ),
)
"""What this module adapts."""
