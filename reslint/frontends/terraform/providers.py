"""Provider configurations, and the Region and account that a resource gets from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reslint.frontends.terraform.configuration import Block
from reslint.frontends.terraform.evaluate import Scope, evaluate
from reslint.model.raw import Deployment
from reslint.model.value import Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.configuration import Expression, ModuleConfig

NO_REGION_PREFIXES = (
    "aws_account_", "aws_arcregionswitch_", "aws_bcmdataexports_", "aws_billing_", "aws_budgets_",
    "aws_ce_", "aws_cloudfront_", "aws_cloudfrontkeyvaluestore_", "aws_costoptimizationhub_", "aws_cur_",
    "aws_globalaccelerator_", "aws_iam_", "aws_invoicing_", "aws_networkmanager_", "aws_notifications_",
    "aws_notificationscontacts_", "aws_organizations_", "aws_pricing_", "aws_rolesanywhere_", "aws_route53_",
    "aws_route53domains_", "aws_route53recoverycontrolconfig_", "aws_route53recoveryreadiness_",
    "aws_savingsplans_", "aws_shield_", "aws_waf_",
)  # fmt: skip
"""Families without a Region: Terraform AWS provider, guide "Enhanced Region Support"
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support)."""

REGIONAL_IN_SPITE = ("aws_route53_resolver_", "aws_route53profiles_")
"""Regional types whose names begin like a family without a Region."""

NO_REGION_TYPES = frozenset({
    "aws_backup_global_settings", "aws_caller_identity", "aws_canonical_user_id",
    "aws_chimesdkvoice_global_settings", "aws_cloudtrail_organization_delegated_admin_account", "aws_dx_gateway",
    "aws_fms_admin_account", "aws_ram_sharing_with_organization", "aws_s3_account_public_access_block",
    "aws_servicecatalog_organizations_access", "aws_vpc_ipam_organization_admin_account",
})  # fmt: skip
"""Single global resources of Regional services (same guide)."""

OWN_REGION_TYPES = frozenset({
    "aws_cloudformation_stack_set_instance", "aws_config_aggregate_authorization", "aws_dx_hosted_connection",
    "aws_servicequotas_template", "aws_ssmincidents_replication_set",
})  # fmt: skip
"""Types whose `region` argument means something else than where they live (same guide)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider configuration as resources see it."""

    region: Value
    account: Value


def has_region(type_name: str) -> bool:
    """Whether resources of a type live in a Region."""
    if not type_name.startswith("aws_"):
        return False
    if type_name.startswith(REGIONAL_IN_SPITE):
        return True
    return not type_name.startswith(NO_REGION_PREFIXES) and type_name not in NO_REGION_TYPES


def missing_provider(name: str, deployment: Deployment) -> Provider:
    """What is known of a provider that the code does not configure: environment and profile decide."""
    if deployment.region:
        region = Value(deployment.region)
    else:
        reason = f"the Region of provider {name} is not in the code"
        region = Value(Unknown(reason, Named(f"region of {name}"), "no"))
    return Provider(region, _account(deployment, name))


def _account(deployment: Deployment, name: str) -> Value:
    if deployment.account:
        return Value(deployment.account)
    return Value(Unknown(f"the account of provider {name} is not in the code", Named(f"account of {name}"), "no"))


def own_providers(config: ModuleConfig, scope_of: Scope, deployment: Deployment) -> dict[str, Provider]:
    """The provider blocks of a module by reference (`aws`, `aws.west`)."""
    found: dict[str, Provider] = {}
    for block in config.providers:
        scope = Scope(scope_of.module, block.source)
        alias = block.attributes.get("alias")
        name = block.labels[0]
        if alias is not None and isinstance(text := evaluate(alias.node, scope).data, str):
            name = f"{name}.{text}"
        found[name] = _provider(block, scope, name, deployment)
    return found


def _provider(block: Block, scope: Scope, name: str, deployment: Deployment) -> Provider:
    missing = missing_provider(name, deployment)
    expression = block.attributes.get("region")
    region = evaluate(expression.node, scope) if expression else Value(None)
    if region.data is None or (region.unknown and deployment.region):
        region = missing.region
    elif region.unknown and region.unknown.null == "maybe":
        # An unset variable as the Region is still one Region: it can be compared with itself.
        region = region.with_(data=Unknown(region.unknown.reason, region.unknown.symbol, "no"))
    assumed = _assumed_account(block, scope)
    return Provider(region, _own_account(block, missing, deployment) if assumed is None else assumed)


def _own_account(block: Block, missing: Provider, deployment: Deployment) -> Value:
    """The account of a provider without a role: the deployment's own, unless a profile picks another."""
    if "profile" in block.attributes or any(True for _ in block.of_type("assume_role")):
        return missing.account
    return _account(deployment, block.labels[0])


def _assumed_account(block: Block, scope: Scope) -> Value | None:
    """The account in the ARN of the role that a provider assumes."""
    for role in block.of_type("assume_role"):
        if "role_arn" not in role.attributes:
            continue
        arn = evaluate(role.attributes["role_arn"].node, scope)
        match = re.match(r"arn:[\w-]*:iam::(\d{12}):", arn.data) if isinstance(arn.data, str) else None
        if match:
            return arn.with_(data=match[1])
    return None


def provider_reference(expression: Expression | None, type_name: str) -> str:
    """Which provider configuration a resource asks for: `aws`, `aws.west`, `aws.by_region[…]` as `aws.by_region`."""
    if expression is None:
        return type_name.partition("_")[0]
    return reference_text(expression.node)


def reference_text(node: list[object]) -> str:
    """A provider reference as text; legacy quoted references too."""
    op = node[0]
    if op == "name":
        return str(node[3])
    if op == "attr":
        return f"{reference_text(node[3])}.{node[4]}"  # type: ignore[arg-type]
    if op == "index":
        return reference_text(node[3])  # type: ignore[arg-type]
    return str(node[3]) if op == "lit" else ""


def passed_providers(block: Block, parent: Mapping[str, Provider]) -> dict[str, Provider]:
    """The provider configurations that a module call hands to the module.

    Default configurations are inherited implicitly; aliases only through `providers`.
    """
    passed = {name: provider for name, provider in parent.items() if "." not in name}
    expression = block.attributes.get("providers")
    if expression is not None and expression.node[0] == "object":
        for key, value in expression.node[3]:
            reference = reference_text(value)
            if reference in parent:
                passed[reference_text(key)] = parent[reference]
            else:
                passed.pop(reference_text(key), None)
    return passed
