"""EFS file systems, joined with their backup policies and replications.

Defaults: "Resource: aws_efs_file_system"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_file_system and
"AWS::EFS::FileSystem"
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-efs-filesystem.html
"""

from __future__ import annotations

from reslint.adapters.aws.backup import in_backup_plan
from reslint.adapters.aws.flags import flag
from reslint.adapters.aws.shared import listed, region_because, same_region_copy
from reslint.adapters.base import Adapter, Made, cfn, computed, row, tag_map, tf
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside, look_up
from reslint.model.kinds.data import FileSystem
from reslint.model.place import Spread, pinned, regional, undecided
from reslint.model.raw import RawResource
from reslint.model.value import Unknown, Value

FILE_SYSTEMS = ("aws_efs_file_system", "AWS::EFS::FileSystem")
REPLICATION = "aws_efs_replication_configuration"

POLICY_PATHS = {"terraform": "aws_efs_backup_policy", "cloudformation": "BackupPolicy"}
"""What to write to switch backups on."""

NO_REGION = Unknown("the replication does not say into which Region it copies", None, "no")


def _zones(raw: RawResource, joins: Joins, made: Made) -> Spread:
    """One Zone storage is in the zone that it names, all other in every zone of the Region."""
    zone = made["availability_zone"]
    if zone.absent:
        return regional((zone,))
    return undecided((zone,), low=1) if zone.unknown and zone.unknown.null == "maybe" else pinned((zone,))


def _backups(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The backup policy's status. Without a policy backups are off, but on for One Zone storage
    ("CreateFileSystem", Backup: https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html)."""
    policies = joins.pointing_at(raw, ("aws_efs_backup_policy",), "file_system_id")
    if raw.language == "cloudformation":
        status = look_up(raw, "BackupPolicy.Status")
    elif policies.certain:
        status = look_up(policies.certain[0], "backup_policy.status")
    else:
        status = Value(policies.undecided, raw.span)
    if status.unknown:
        return status
    if not status.absent:
        return status.with_(data=status.data == "ENABLED")
    zone: Value = made["availability_zone"]
    default = zone.data if zone.unknown else not zone.absent
    return Value(default, raw.span, "default", (raw.address, (POLICY_PATHS[raw.language],)))


def _is_replica(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether a replication names it as its destination."""
    pairs = ((REPLICATION, "destination.file_system_id"), (FILE_SYSTEMS[1], DESTINATIONS + ".FileSystemId"))
    undecided_by: Unknown | None = None
    for joiner, path in pairs:
        found = joins.pointing_at(raw, (joiner,), path)
        if found.certain:
            return flag(True, raw, (Value(True, found.certain[0].span, "computed"),))
        undecided_by = undecided_by or found.undecided
    return flag(undecided_by or False, raw)


DESTINATIONS = "ReplicationConfiguration.Destinations"


def _replica_regions(raw: RawResource, joins: Joins, made: Made) -> Value:
    """The Regions that replications copy it into."""
    if raw.language == "cloudformation":
        found, rest = blocks(raw, DESTINATIONS)
        return listed(tuple(_region_of(item, raw, joins) for item in found), raw, rest)
    own = joins.pointing_at(raw, (REPLICATION,), "source_file_system_id")
    pairs = [(item, joiner) for joiner in own.certain for item in blocks(joiner, "destination")[0]]
    return listed(tuple(_region_of(item, joiner, joins) for item, joiner in pairs), raw, own.undecided)


def _region_of(destination: Value, raw: RawResource, joins: Joins) -> Value:
    """The Region that a destination names, or that of the file system that it names."""
    terraform = raw.language == "terraform"
    region = inside(destination, "region" if terraform else "Region", raw)
    if not region.absent:
        return region
    named = inside(destination, "file_system_id" if terraform else "FileSystemId", raw)
    target = joins.target(named, FILE_SYSTEMS)
    return region_because(target.region, named) if target else region.with_(data=NO_REGION, origin="computed")


def _tags(raw: RawResource, joins: Joins, made: Made) -> Value:
    return raw.get("tags") if raw.language == "terraform" else tag_map(raw.get("FileSystemTags"))


def _in_plan(raw: RawResource, joins: Joins, made: Made) -> Value:
    return in_backup_plan(raw, joins, "elasticfilesystem:file-system")


ADAPTERS = (
    Adapter(
        kind=FileSystem,
        service="efs",
        types=FILE_SYSTEMS,
        rows=(
            row("availability_zone", tf("availability_zone_name"), cfn("AvailabilityZoneName")),
            computed("tags", _tags),
            computed("is_replica", _is_replica),
            computed("automatic_backups", _backups),
            computed("in_backup_plan", _in_plan),
            computed("replica_regions", _replica_regions),
            computed("copy_in_same_region", same_region_copy),
            computed("zones", _zones),
        ),
    ),
)
"""What this module adapts."""
