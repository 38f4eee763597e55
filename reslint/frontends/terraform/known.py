"""Registry modules of which the inputs and resources are known, for calls whose code is not installed.

A module is described by a small Terraform module of ours below `known/`; see
docs/decisions/0005-known-modules.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reslint.frontends.terraform.sources import module_address
from reslint.frontends.terraform.versions import ALL, Version, Versions, admitted, between, tagged

FOLDER = Path(__file__).with_name("known")
"""Where the descriptions are."""

_NEWEST = ("", "main", "master", "HEAD")
"""References to whatever is newest when Terraform fetches the module."""


@dataclass(frozen=True, slots=True)
class KnownModule:
    """Some versions of a module, and what describes them."""

    key: str
    """`namespace/name/provider`."""
    since: Version
    until: Version
    """The first version that is not described any more."""
    variant: str = ""
    """Folder below the module's own, for versions of another shape."""
    defaults: Mapping[str, str | int | bool] = field(default_factory=dict)
    """Defaults of inputs that are others in these versions than the description says."""
    parts: bool = False
    """Whether it holds for the modules inside the module (`//modules/x`), too."""

    @property
    def folder(self) -> Path:
        """Where the description is."""
        return FOLDER.joinpath(*self.key.split("/"), *self.variant.split("/"))

    @property
    def versions(self) -> Versions:
        """The versions it holds for."""
        return between(self.since, self.until)

    def describes(self, key: str) -> bool:
        """Whether a source names this module."""
        name, _, part = key.partition("//")
        return name == self.key and (self.parts or not part)


def _aws(name: str, since: int, until: int, variant: str = "", **defaults: str | int | bool) -> KnownModule:
    """Whole major versions of a module of terraform-aws-modules."""
    return KnownModule(f"terraform-aws-modules/{name}/aws", (since, 0, 0), (until, 0, 0), variant, defaults)


def _with_parts(known: KnownModule) -> KnownModule:
    return replace(known, parts=True)


KNOWN = (
    _aws("alb", 9, 11),
    _aws("alb", 6, 9, "v8"),
    _aws("autoscaling", 6, 10),
    _aws("dynamodb-table", 2, 6),
    _aws("eks", 18, 22),
    _with_parts(_aws("iam", 2, 7)),
    _aws("kms", 1, 5),
    _aws("lambda", 2, 9),
    _aws("rds", 4, 8),
    _aws("rds-aurora", 9, 11),
    _aws("rds-aurora", 8, 9, backup_retention_period=7),
    _aws("rds-aurora", 6, 8, backup_retention_period=7, create_db_subnet_group=True, master_username="root"),
    _aws("s3-bucket", 3, 6),
    _with_parts(_aws("security-group", 3, 6)),
    _aws("sqs", 4, 6),
    _aws("sqs", 2, 4, "v3"),
    _aws("vpc", 4, 7),
    _aws("vpc", 2, 4, map_public_ip_on_launch=True),
)
"""The known modules, the newest versions of each first."""


def known_modules(source: str, version: str | None) -> tuple[KnownModule, ...]:
    """The descriptions that a module call may mean, the newest first.

    `version` is the argument of that name; None when it is left out.
    """
    address = module_address(source)
    if address is None:
        return ()
    asked = _by_source(address.ref) if address.pinned_by_source else _by_argument(version)
    if asked is None:
        return ()
    return tuple(known for known in KNOWN if known.describes(address.key) and known.versions.meets(asked))


def _by_source(ref: str) -> Versions | None:
    return ALL if ref in _NEWEST else tagged(ref)


def _by_argument(version: str | None) -> Versions | None:
    return ALL if version is None else admitted(version)
