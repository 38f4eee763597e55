"""Pseudo parameters, and which resource types have a Region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reslint.frontends.cloudformation.values import unknown
from reslint.model.value import Named, Value

if TYPE_CHECKING:
    from reslint.model.raw import Deployment
    from reslint.model.span import Span

REGIONLESS = (
    "AWS::ARCRegionSwitch::",
    "AWS::BCMDataExports::",
    "AWS::Billing::",
    "AWS::BillingConductor::",
    "AWS::Budgets::",
    "AWS::CE::",
    "AWS::CUR::",
    "AWS::CloudFront::",
    "AWS::DirectConnect::DirectConnectGateway",
    "AWS::GlobalAccelerator::",
    "AWS::IAM::",
    "AWS::Invoicing::",
    "AWS::NetworkManager::",
    "AWS::Notifications::",
    "AWS::NotificationsContacts::",
    "AWS::Organizations::",
    "AWS::RolesAnywhere::",
    "AWS::Route53::",
    "AWS::Route53RecoveryControl::",
    "AWS::Route53RecoveryReadiness::",
    "AWS::Shield::",
    "AWS::WAF::",
)
"""Beginnings of types that live in no Region, whatever the stack's Region is. Source: guide
"Enhanced Region Support" of the Terraform provider, resources without a Region
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support).
`AWS::Route53Resolver::`, `AWS::Route53Profiles::`, `AWS::WAFv2::`, `AWS::WAFRegional::` have one."""

_PARTITIONS = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
    ("us-iso-", "aws-iso"),
    ("eu-isoe-", "aws-iso-e"),
    ("eusc-", "aws-eusc"),
)
"""Partitions by the beginning of their Regions' codes; all others are `aws`. Source: botocore's
`partitions.json`."""

_SUFFIXES = {"aws": "amazonaws.com", "aws-us-gov": "amazonaws.com", "aws-cn": "amazonaws.com.cn"}
"""DNS suffixes by partition. Source: botocore's `partitions.json`."""

PSEUDO = frozenset(
    (
        "AWS::AccountId",
        "AWS::NoValue",
        "AWS::NotificationARNs",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    )
)
"""Pseudo parameters ("Get AWS values using pseudo parameters",
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html)."""


def pseudo_parameter(name: str, deployment: Deployment, span: Span | None) -> Value:
    """The value of a pseudo parameter in a deployment; `AWS::NoValue` is null."""
    if name == "AWS::NoValue":
        return Value(None, span)
    known = _known(name, deployment)
    if known is not None:
        return Value(known, span, "resolved")
    return unknown(f"{name} depends on where the stack is deployed", span, symbol=Named(name))


def _known(name: str, deployment: Deployment) -> str | None:
    if name == "AWS::Region":
        return deployment.region
    if name == "AWS::AccountId":
        return deployment.account
    if name in ("AWS::Partition", "AWS::URLSuffix") and deployment.region:
        partition = _partition(deployment.region)
        return partition if name == "AWS::Partition" else _SUFFIXES.get(partition)
    return None


def _partition(region: str) -> str:
    return next((name for start, name in _PARTITIONS if region.startswith(start)), "aws")


def region_of(kind: str, deployment: Deployment, span: Span) -> Value:
    """The Region that a resource of a type lives in; null for types that have none."""
    if kind.startswith(REGIONLESS):
        return Value(None, span, "default")
    return pseudo_parameter("AWS::Region", deployment, span)
