"""Small steps that several AWS adapters share."""

from __future__ import annotations

from collections.abc import Callable

from reslint.adapters.aws.flags import flag, unless_so
from reslint.adapters.base import Computed, Made, computed, list_value
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import look_up, steps
from reslint.model.raw import RawResource
from reslint.model.value import ABSENT, ListOf, Scalar, Unknown, Value, same

KEEPING_POLICIES = ("Retain", "RetainExceptOnCreate", "Snapshot")
"""DeletionPolicy values that leave something to restore from ("DeletionPolicy attribute":
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html)."""


def named_by(raw: RawResource, *paths: str) -> tuple[Value, ...]:
    """The values that a resource can be named by: those of these attributes that are written."""
    values = (look_up(raw, path) for path in paths if steps(path)[0][0] in raw.attributes)
    return tuple(value for value in values if value.data is not None)


def region_because(region: Value, reason: Value) -> Value:
    """A Region that follows from what another value points at: that value is the evidence."""
    return region.with_(span=reason.span, origin="computed", path=None, because=(reason,))


def listed(items: tuple[Value, ...], raw: RawResource, rest: Unknown | None = None) -> Value:
    """A computed list with its items as the evidence; an empty one is as if left out."""
    found = list_value(items, raw, rest)
    return found if items or rest else found.with_(origin="default")


def same_region_copy(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether one of `replica_regions`, a row above, is the resource's own Region."""
    regions = made["replica_regions"].data
    assert isinstance(regions, ListOf)
    open_reason = regions.rest
    for region in regions.items:
        is_own = same(region, raw.region)
        if is_own is True:
            return flag(True, raw, (region,))
        if is_own is None and open_reason is None:
            open_reason = region.unknown or raw.region.unknown
    return flag(open_reason or False, raw, regions.items)


def constant(name: str, data: Scalar) -> Computed:
    """An attribute that is the same for every resource of a type."""
    return computed(name, lambda raw, joins, made: Value(data, raw.span, "default"))


def left_out_if(condition: str, *names: str) -> tuple[Computed, ...]:
    """Attributes of the rows above that do not apply where a flag is true."""
    return tuple(computed(name, _left_out(name, condition)) for name in names)


def _left_out(name: str, condition: str) -> Callable[[RawResource, Joins, Made], Value]:
    def work_out(raw: RawResource, joins: Joins, made: Made) -> Value:
        return unless_so(made[condition], made[name], ABSENT.with_(span=raw.span))

    return work_out


def skips_final_snapshot(default_policy: str) -> Computed:
    """Terraform's flag as read by the row above; CloudFormation's DeletionPolicy with its default."""

    def work_out(raw: RawResource, joins: Joins, made: Made) -> Value:
        if raw.language == "terraform":
            written: Value = made["skip_final_snapshot"]
            return written
        policy = raw.meta.get("DeletionPolicy", ABSENT)
        if isinstance(policy.data, Unknown):
            return policy
        if policy.data is None:
            return Value(default_policy not in KEEPING_POLICIES, raw.span, "default")
        return policy.with_(data=policy.data not in KEEPING_POLICIES)

    return computed("skip_final_snapshot", work_out)
