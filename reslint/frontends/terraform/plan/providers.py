"""Region and account of planned resources: their own `region`, else their provider configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reslint.frontends.terraform.plan.references import references_in
from reslint.frontends.terraform.plan.tree import Module, Planned, PlanTree
from reslint.frontends.terraform.providers import OWN_REGION_TYPES, has_region, missing_provider
from reslint.model.raw import Deployment
from reslint.model.span import Span
from reslint.model.value import Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.plan.document import ProviderConfig

MAX_DEPTH = 32
"""Most variables that an expression of a provider is followed through."""


class Providers:
    """The provider configurations of a plan by key (`aws`, `aws.west`, `module.a:aws.west`)."""

    def __init__(self, tree: PlanTree, deployment: Deployment) -> None:
        self._tree = tree
        self._deployment = deployment
        self._configs = tree.plan.configuration.provider_config

    def region_of(self, planned: Planned, span: Span) -> Value:
        """Where a resource lives; null for types without a Region."""
        if not has_region(planned.resource.type):
            return Value(None, span, "default")
        own = planned.resource.values.get("region")
        if isinstance(own, str) and own and planned.resource.type not in OWN_REGION_TYPES:
            return Value(own, span, path=(planned.address, ("region",)))
        return self._region(_key_of(planned)).with_(span=span)

    def account_of(self, planned: Planned, span: Span) -> Value:
        """The account a resource is in."""
        return self._account(_key_of(planned)).with_(span=span)

    def _region(self, key: str) -> Value:
        config = self._config(key)
        expression = config.expressions.get("region") if config else None
        name = _reference_of(key)
        region = self._constant(expression, config) if config else None
        if isinstance(region, str) and region:
            return Value(region, origin="resolved")
        if expression is None or (self._deployment.region and "." not in name):
            return missing_provider(name, self._deployment).region
        reason = f"the Region of provider {name} is not in the plan"
        return Value(Unknown(reason, Named(f"region of {key}"), "no"))

    def _account(self, key: str) -> Value:
        config = self._config(key)
        name = _reference_of(key)
        for role in _role_blocks(config):
            arn = self._constant(role.get("role_arn"), config)
            match = re.match(r"arn:[\w-]*:iam::(\d{12}):", arn) if isinstance(arn, str) else None
            if match:
                return Value(match[1], origin="resolved")
            return _other_account(key, name, "the role it assumes")
        is_default = self._deployment.account and "." not in name
        if config and "profile" in config.expressions and not is_default:
            return _other_account(key, name, "its profile")
        return missing_provider(name.partition(".")[0], self._deployment).account

    def _config(self, key: str) -> ProviderConfig | None:
        """The configuration with this key, or the one that a module inherits."""
        module, colon, name = key.rpartition(":")
        while True:
            found = self._configs.get(f"{module}:{name}" if module else name)
            if found is not None or not colon or not module:
                return found
            module = module.rpartition(".module.")[0]

    def _constant(self, expression: Any, config: ProviderConfig | None) -> Any:
        """The value of an expression of a provider block: a constant, or a variable's value."""
        address = config.module_address if config else ""
        return self._of_variable(expression, self._tree.module(address))

    def _of_variable(self, expression: Any, module: Module | None) -> Any:
        for _ in range(MAX_DEPTH):
            if not isinstance(expression, dict) or module is None:
                return None
            if "constant_value" in expression:
                return expression["constant_value"]
            names = references_in(expression)
            if len(names) != 1 or not names[0].startswith("var."):
                return None
            name = names[0].removeprefix("var.")
            if module.parent is None:
                variable = self._tree.plan.variables.get(name)
                return variable.value if variable else None
            expression = module.call.expressions.get(name) if module.call else None
            module = module.parent
        return None


def _key_of(planned: Planned) -> str:
    written = planned.config.provider_config_key if planned.config else ""
    return written or planned.resource.type.partition("_")[0]


def provider_name(planned: Planned) -> str:
    """The provider's local name."""
    return _reference_of(_key_of(planned)).partition(".")[0]


def _reference_of(key: str) -> str:
    """A key as resources refer to the provider: without the module that declares it."""
    return key.rpartition(":")[2]


def _role_blocks(config: ProviderConfig | None) -> list[dict[str, Any]]:
    roles = config.expressions.get("assume_role") if config else None
    return [role for role in roles if isinstance(role, dict)] if isinstance(roles, list) else []


def _other_account(key: str, name: str, by: str) -> Value:
    reason = f"the account of provider {name} depends on {by}"
    return Value(Unknown(reason, Named(f"account of {key} by {by}"), "no"))
