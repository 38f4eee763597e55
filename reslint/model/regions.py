"""AWS Regions and zones by name."""

from __future__ import annotations

import re

AWS_REGIONS = frozenset({
    "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
    "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
    "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1",
    "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
    "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1", "il-central-1", "me-central-1",
    "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1",
    "us-gov-west-1", "us-west-1", "us-west-2",
})  # fmt: skip
"""Public Regions, China and GovCloud ("AWS Regions",
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html)."""

PLACE = re.compile(
    r"(?<![A-Za-z0-9])(?P<region>(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:-[a-z]+){1,2}-\d)"
    r"(?P<zone>[a-z])?(?![A-Za-z0-9])"
)
"""A Region's name, or with a letter behind it an Availability Zone's
(https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html)."""
