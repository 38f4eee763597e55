"""Which resources AWS Backup covers.

A selection names resources by ARN (with wildcards) and by tag; "BackupSelection":
https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reslint.adapters.aws.flags import flag
from reslint.adapters.base import tag_map
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import every, look_up_list
from reslint.model.raw import RawResource
from reslint.model.value import ListOf, Unknown, Value, same


@dataclass(frozen=True, slots=True)
class _Paths:
    """Where a selection keeps what it selects by."""

    resources: str
    excluded: str
    tags: str
    tag_key: str
    tag_value: str
    conditions: str


PATHS = {
    "aws_backup_selection": _Paths(
        "resources", "not_resources", "selection_tag", "key", "value", "condition",
    ),
    "AWS::Backup::BackupSelection": _Paths(
        "BackupSelection.Resources", "BackupSelection.NotResources", "BackupSelection.ListOfTags",
        "ConditionKey", "ConditionValue", "BackupSelection.Conditions",
    ),
}  # fmt: skip
"""The types that assign resources to a backup plan."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The resource in question."""

    raw: RawResource
    joins: Joins
    service: str
    arn_type: str
    names: tuple[Value, ...]


def in_backup_plan(raw: RawResource, joins: Joins, arn: str, names: tuple[Value, ...] = ()) -> Value:
    """Whether a backup plan of this deployment covers a resource.

    `arn` is the service and, after a colon, the resource type of its ARN (`rds:cluster`);
    `names` are the values that end its ARN.
    """
    certain, open_ones = selections(raw, joins, arn, names)
    if certain:
        return flag(True, raw, (Value(True, certain[0].span, "computed"),))
    return flag(not_decided(open_ones[0]) if open_ones else False, raw)


def not_decided(selection: RawResource) -> Unknown:
    """The reason when a selection may cover a resource."""
    return Unknown(f"it is not decided whether {selection.address} selects it for backup")


def selections(
    raw: RawResource, joins: Joins, arn: str, names: tuple[Value, ...] = ()
) -> tuple[list[RawResource], list[RawResource]]:
    """The selections that certainly cover a resource, and those that may; as `in_backup_plan`."""
    service, _, arn_type = arn.partition(":")
    asked = _Asked(raw, joins, service, arn_type, names)
    certain: list[RawResource] = []
    open_ones: list[RawResource] = []
    for selection in joins.of_type(*PATHS):
        covered = _covers(selection, asked)
        if covered is True and selection.exists is None:
            certain.append(selection)
        elif covered is not False:
            open_ones.append(selection)
    return certain, open_ones


def _covers(selection: RawResource, asked: _Asked) -> bool | None:
    """Named (or nothing is named), tagged (or no tag is asked for), and not excluded."""
    raw = asked.raw
    if same(selection.region, raw.region) is False or same(selection.account, raw.account) is False:
        return False
    paths = PATHS[selection.type]
    verdicts = [
        _named(selection, paths, asked),
        _tagged(selection, paths, raw),
        None if _present(selection, paths.excluded) else True,
    ]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _present(selection: RawResource, path: str) -> bool:
    data = look_up_list(selection, path).data
    if isinstance(data, ListOf):
        return bool(data.items) or data.rest is not None
    return data is not None


def _named(selection: RawResource, paths: _Paths, asked: _Asked) -> bool | None:
    values = every(selection, paths.resources)
    if not values:
        return True if _present(selection, paths.tags) or _present(selection, paths.conditions) else None
    verdicts = {_matches(value, selection, asked) for value in values}
    return True if True in verdicts else (None if None in verdicts else False)


def _matches(value: Value, selection: RawResource, asked: _Asked) -> bool | None:
    text = value.data if isinstance(value.data, str) else ""
    if text == "*":
        return True
    parts = text.split(":", 5)
    if len(parts) == 6 and parts[0] == "arn":
        if parts[2] not in (asked.service, "*"):
            return False
        if "*" in text:
            return _in_pattern(parts[3], parts[5], asked)
    return asked.joins.points_at(value, selection, asked.raw, asked.names)


def _in_pattern(region: str, resource: str, asked: _Asked) -> bool | None:
    """Whether an ARN with wildcards takes in the resource: decided for `*` and `type:*` everywhere."""
    arn_type = re.split("[:/]", resource)[0]
    if "*" not in arn_type and asked.arn_type and arn_type != asked.arn_type:
        return False
    everything = resource == "*" or re.fullmatch(r"[\w-]+[:/]\*", resource) is not None
    return True if everything and region in ("", "*") else None


def _tagged(selection: RawResource, paths: _Paths, raw: RawResource) -> bool | None:
    """True if no tag is asked for, or its own tags fit; else open, as tags also come from elsewhere."""
    if _present(selection, paths.conditions):
        return None
    if not _present(selection, paths.tags):
        return True
    tags = _tags_of(raw).entries
    for wanted in every(selection, paths.tags):
        key, value = wanted.entries.get(paths.tag_key), wanted.entries.get(paths.tag_value)
        if key is None or value is None or not isinstance(key.data, str):
            continue
        own = tags.get(key.data.removeprefix("aws:ResourceTag/"))
        if own is not None and same(own, value) is True:
            return True
    return None


def _tags_of(raw: RawResource) -> Value:
    if raw.language == "terraform":
        return raw.get("tags")
    name = next((n for n in ("Tags", "FileSystemTags") if n in raw.attributes), "Tags")
    return tag_map(raw.get(name))
