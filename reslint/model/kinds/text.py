"""The kind of the literal texts of a deployment's files."""

from __future__ import annotations

from dataclasses import dataclass

from reslint.model import attribute as typed
from reslint.model.resource import Resource


@dataclass(slots=True, kw_only=True, eq=False)
class Text(Resource):
    """A Region or zone that is typed into the texts of one file in one role."""

    place: typed.Text
    """The Region or zone as typed: `us-east-1`, `eu-west-1a`."""
    place_type: typed.Text
    """`region` or `zone`."""
    role: typed.Text
    """Role of the text: argument, arn, host, image, zone, ami, policy, user-data, environment,
    variable-default, …"""
    dependency: typed.Text
    """`typed-in` for a place that could have been a parameter; `required` where the provider
    takes no other place; `configuration` where naming a place is the purpose (provider blocks,
    backends, conditions, maps, replica Regions)."""
    occurrences: typed.Number
    """How often it stands in the file in this role."""
