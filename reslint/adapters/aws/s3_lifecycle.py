"""Whether a bucket only holds data for a few days, by its lifecycle rules.

"Lifecycle configuration elements":
https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from __future__ import annotations

from dataclasses import dataclass

from reslint.adapters.aws.flags import all_of, any_of, flag, is_set, negated, test
from reslint.adapters.aws.shared import named_by
from reslint.adapters.base import Made
from reslint.adapters.coerce import coerce
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import blocks, inside
from reslint.model.raw import RawResource
from reslint.model.value import Unknown, Value

CONFIGURATION = "aws_s3_bucket_lifecycle_configuration"

SHORT_DAYS = 7
"""Days within which a bucket that loses everything holds nothing that a copy would save."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Where one form of lifecycle rules keeps its parts."""

    rules: str
    status: str
    days: str
    prefixes: tuple[str, ...]
    """Prefixes that, when not empty, leave other objects out."""
    limits: tuple[str, ...]
    """What else leaves objects out."""


SEPARATE = _Form(
    "rule", "status", "expiration.days", ("prefix", "filter.prefix"),
    ("filter.and", "filter.tag", "filter.object_size_greater_than", "filter.object_size_less_than"),
)  # fmt: skip
INLINE = _Form("lifecycle_rule", "enabled", "expiration.days", ("prefix",), ("tags",))
TEMPLATE = _Form(
    "LifecycleConfiguration.Rules", "Status", "ExpirationInDays", ("Prefix",),
    ("TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan"),
)  # fmt: skip


def expires_soon(raw: RawResource, joins: Joins, made: Made) -> Value:
    """Whether an enabled rule for the whole bucket deletes everything within a week."""
    if raw.language == "cloudformation":
        return _any_rule(raw, TEMPLATE, raw)
    names = named_by(raw, "bucket")
    own = joins.pointing_at(raw, (CONFIGURATION,), "bucket", names)
    certain = [_any_rule(holder, SEPARATE, raw) for holder in own.certain]
    # A configuration that may belong here matters only if it expires something soon.
    maybe = [_any_rule(holder, SEPARATE, raw) for holder in own.maybe]
    doubts = [flag(own.undecided or False, raw)] if any(found.data is not False for found in maybe) else []
    return any_of(raw, _any_rule(raw, INLINE, raw), *certain, *doubts)


def _any_rule(holder: RawResource, form: _Form, raw: RawResource) -> Value:
    rules, rest = blocks(holder, form.rules)
    return any_of(raw, *(_empties(rule, form, holder) for rule in rules), flag(rest or False, raw))


def _empties(rule: Value, form: _Form, holder: RawResource) -> Value:
    """Whether one rule is on, holds for every object and leaves them a week at most."""
    days = coerce(inside(rule, form.days, holder), "number")
    prefixes = (test(inside(rule, path, holder), holder, bool) for path in form.prefixes)
    limits = (is_set(inside(rule, path, holder), holder) for path in form.limits)
    return all_of(
        holder,
        flag(_is_short(days), holder, (days,)),
        test(inside(rule, form.status, holder), holder, lambda status: status in (True, "true", "Enabled")),
        *(negated(holder, limit) for limit in (*prefixes, *limits)),
    )


def _is_short(days: Value) -> bool | Unknown:
    if isinstance(days.data, Unknown):
        return days.data
    return isinstance(days.data, int) and 0 < days.data <= SHORT_DAYS
