"""Provider configurations, and the Region and account that a resource gets from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reslint.frontends.terraform.configuration import Block, Node, provider_alias
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.later import Later, later, now
from reslint.frontends.terraform.repetition import quoted, repetition
from reslint.frontends.terraform.scope import Scope
from reslint.model.raw import Deployment
from reslint.model.value import Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.configuration import Expression, ModuleConfig
    from reslint.frontends.terraform.instance import ModuleInstance

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
    "aws_chimesdkvoice_global_settings", "aws_cloudtrail_organization_delegated_admin_account",
    "aws_dx_gateway",
    "aws_fms_admin_account", "aws_ram_sharing_with_organization", "aws_s3_account_public_access_block",
    "aws_servicecatalog_organizations_access", "aws_vpc_ipam_organization_admin_account",
})  # fmt: skip
"""Single global resources of Regional services (same guide)."""

OWN_REGION_TYPES = frozenset({
    "aws_cloudformation_stack_set_instance", "aws_config_aggregate_authorization", "aws_dx_hosted_connection",
    "aws_servicequotas_template", "aws_ssmincidents_replication_set",
})  # fmt: skip
"""Types whose `region` argument means something else than where they live (same guide)."""


@dataclass(frozen=True, slots=True, eq=False)
class Provider:
    """One provider configuration as resources see it; worked out when a resource asks."""

    _region: Later
    _account: Later

    @property
    def region(self) -> Value:
        """The Region, or why it is not known."""
        return self._region()

    @property
    def account(self) -> Value:
        """The account, or why it is not known."""
        return self._account()


def has_region(type_name: str) -> bool:
    """Whether resources of a type live in a Region."""
    if not type_name.startswith("aws_"):
        return False
    if type_name.startswith(REGIONAL_IN_SPITE):
        return True
    return not type_name.startswith(NO_REGION_PREFIXES) and type_name not in NO_REGION_TYPES


def missing_provider(name: str, deployment: Deployment) -> Provider:
    """What is known of a provider that the code does not configure: environment and profile decide."""
    if "[*]" in name:
        return Provider(now(_undecided(name, "Region")), now(_undecided(name, "account")))
    region = _missing_region(name, deployment, aliased="." in name)
    return Provider(now(region), now(_account(deployment, name)))


def _undecided(name: str, what: str) -> Value:
    reason = f"which of the providers {name} it is, and so its {what}, is not decided"
    return Value(Unknown(reason, null="no"))


def _missing_region(name: str, deployment: Deployment, aliased: bool) -> Value:
    # The Region asked for is that of the default provider: an alias is there to be another one.
    if deployment.region and not aliased:
        return Value(deployment.region)
    reason = f"the Region of provider {name} is not in the code"
    return Value(Unknown(reason, Named(f"region of {name}"), "no"))


def _account(deployment: Deployment, name: str) -> Value:
    if deployment.account:
        return Value(deployment.account)
    return Value(
        Unknown(f"the account of provider {name} is not in the code", Named(f"account of {name}"), "no")
    )


def own_providers(
    config: ModuleConfig, module: ModuleInstance, deployment: Deployment
) -> dict[str, Provider]:
    """The provider blocks of a module by reference (`aws`, `aws.west`, `aws.by_region["eu-west-1"]`)."""
    found: dict[str, Provider] = {}
    for block in config.providers:
        scope = Scope(module, block.source)
        alias = provider_alias(block)
        name = f"{block.labels[0]}.{alias}" if alias else block.labels[0]
        if name in module.providers and _hands_over(block):
            continue
        if "for_each" not in block.attributes:
            found[name] = _provider(block, scope, name, deployment)
            continue
        for instance in repetition(block, scope, module.path_of(f"provider.{name}")).instances:
            keyed = name + instance.suffix
            found[keyed] = _provider(block, instance.scope, keyed, deployment)
    return found


def _hands_over(block: Block) -> bool:
    """Whether a provider block of a module only names what the caller hands in, as before Terraform 0.15."""
    return not block.blocks and not block.attributes.keys() - {"alias", "version"}


def _provider(block: Block, scope: Scope, name: str, deployment: Deployment) -> Provider:
    name = scope.module.path_of(name)
    return Provider(
        later(lambda: _region(block, scope, name, deployment), f"the Region of provider {name}"),
        later(lambda: _account_of(block, scope, name, deployment), f"the account of provider {name}"),
    )


def _region(block: Block, scope: Scope, name: str, deployment: Deployment) -> Value:
    aliased = "alias" in block.attributes
    expression = block.attributes.get("region")
    region = evaluate(expression.node, scope) if expression else Value(None)
    if region.data is None or (region.unknown and deployment.region and not aliased):
        return _missing_region(name, deployment, aliased)
    if region.unknown and region.unknown.null == "maybe":
        # An unset variable as the Region is still one Region: it can be compared with itself.
        return region.with_(data=Unknown(region.unknown.reason, region.unknown.symbol, "no"))
    return region


def _account_of(block: Block, scope: Scope, name: str, deployment: Deployment) -> Value:
    assumed = _assumed_account(block, scope)
    return _own_account(block, name, deployment) if assumed is None else assumed


def _own_account(block: Block, name: str, deployment: Deployment) -> Value:
    """The account of a provider that does not say it: the deployment's, unless a role or profile decides."""
    if any(True for _ in block.of_type("assume_role")):
        return _other_account(name, "the role it assumes")
    if "profile" in block.attributes and not (deployment.account and "alias" not in block.attributes):
        return _other_account(name, "its profile")
    return _account(deployment, block.labels[0])


def _other_account(name: str, by: str) -> Value:
    reason = f"the account of provider {name} depends on {by}"
    return Value(Unknown(reason, Named(f"account of {name} by {by}"), "no"))


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


def provider_reference(expression: Expression | None, type_name: str, scope: Scope) -> str:
    """Which provider configuration a resource asks for: `aws`, `aws.west`, `aws.by_region["eu-west-1"]`."""
    if expression is None:
        return type_name.partition("_")[0]
    return reference_text(expression.node, scope)


def reference_text(node: Node, scope: Scope) -> str:
    """A provider reference as text; legacy quoted references too. Undecided keys are `[*]`."""
    op = node[0]
    if op == "name":
        return str(node[3])
    if op == "attr":
        return f"{reference_text(node[3], scope)}.{node[4]}"
    if op == "index":
        key = evaluate(node[4], scope).data
        return reference_text(node[3], scope) + (f"[{quoted(key)}]" if isinstance(key, str) else "[*]")
    return str(node[3]) if op == "lit" else ""


def passed_providers(block: Block, module: ModuleInstance, scope: Scope) -> dict[str, Provider]:
    """The provider configurations that a module call hands to the module.

    Default configurations are inherited implicitly; aliases only through `providers`.
    """
    passed = {name: provider for name, provider in module.providers.items() if "." not in name}
    expression = block.attributes.get("providers")
    if expression is not None and expression.node[0] == "object":
        for key, value in expression.node[3]:
            reference = reference_text(value, scope)
            given = module.providers.get(reference) or missing_provider(reference, module.deployment)
            passed[reference_text(key, scope)] = given
    return passed
