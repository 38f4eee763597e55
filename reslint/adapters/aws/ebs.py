"""EBS volumes.

Defaults: "Resource: aws_ebs_volume"
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume; in
CloudFormation DeletionPolicy decides, "DeletionPolicy attribute":
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
"""

from __future__ import annotations

from reslint.adapters.aws.shared import skips_final_snapshot
from reslint.adapters.base import Adapter, Made, computed, row, tf
from reslint.adapters.joins import Joins
from reslint.adapters.zones import zones_of_one
from reslint.model.kinds.data import Volume
from reslint.model.place import Spread
from reslint.model.raw import RawResource
from reslint.model.value import Scalar


def _not(flag: Scalar) -> Scalar:
    return not flag


def _zone(raw: RawResource, joins: Joins, made: Made) -> Spread:
    return zones_of_one(raw.get("availability_zone" if raw.language == "terraform" else "AvailabilityZone"))


ADAPTERS = (
    Adapter(
        kind=Volume,
        service="ec2",
        types=("aws_ebs_volume", "AWS::EC2::Volume"),
        scope="zonal",
        rows=(
            row("skip_final_snapshot", tf("final_snapshot", default=False), convert=_not),
            skips_final_snapshot("Delete"),
            computed("zones", _zone),
        ),
    ),
)
"""What this module adapts."""
