"""Module sources: one key for the many ways in which a public module is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

_REGISTRY = re.compile(
    r"(?:(?:registry\.terraform\.io|registry\.opentofu\.org)/)?"
    r"(?P<namespace>[\w-]+)/(?P<name>[\w-]+)/(?P<provider>[\w-]+)/?(?://(?P<part>.*))?",
    re.IGNORECASE,
)
"""`[host/]namespace/name/provider[//part]` ("Module Sources",
https://developer.hashicorp.com/terraform/language/modules/sources#terraform-registry)."""

_TFR = re.compile(r"tfr://[^/]*/", re.IGNORECASE)
"""Terragrunt's spelling of a registry address ("terraform block, source",
https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#terraform)."""

_PUBLIC_TFR = re.compile(r"tfr://(?:registry\.terraform\.io|registry\.opentofu\.org)?/", re.IGNORECASE)

_GITHUB = re.compile(
    r"(?:git::)?(?:(?:https?|ssh|git)://)?(?:[^/@\s]+@)?(?:www\.)?github\.com(?::\d+)?[/:]"
    r"(?P<namespace>[\w.-]+)/terraform-(?P<provider>[a-z0-9]+)-(?P<name>[\w.-]+?)(?:\.git)?"
    r"(?:/archive/(?P<archive>[^?]+?)\.(?:tar\.gz|tgz|zip))?/?(?://(?P<part>.*))?",
    re.IGNORECASE,
)
"""Every spelling of a GitHub repository; a registry module's is `terraform-<provider>-<name>`
("Publish Modules", https://developer.hashicorp.com/terraform/registry/modules/publish)."""


def is_local(source: str) -> bool:
    """Whether a module source is a path in the same source tree."""
    return source.startswith(("./", "../", ".\\", "..\\")) and "\0" not in source


@dataclass(frozen=True, slots=True)
class ModuleAddress:
    """Which public module a source names."""

    key: str
    """`namespace/name/provider`, with `//part` for a module inside it, in lower case."""
    ref: str = ""
    """The version, tag, branch or commit that the source itself asks for; empty for none."""
    pinned_by_source: bool = False
    """Whether the source says the version, as in git, and not an argument beside it."""


def module_address(source: str) -> ModuleAddress | None:
    """The public module that a source names; None for a path, another host or no module at all."""
    address, _, query = source.strip().partition("?")
    options = parse_qs(query)
    found = _GITHUB.fullmatch(address)
    if found is not None:
        ref = options.get("ref", [found["archive"] or ""])[0]
        return ModuleAddress(_key(found, _part(found)), ref, pinned_by_source=True)
    if _TFR.match(address):
        found = _REGISTRY.fullmatch(_PUBLIC_TFR.sub("", address))
        ref = options.get("version", [""])[0]
        return ModuleAddress(_key(found, _part(found)), ref, pinned_by_source=True) if found else None
    found = _REGISTRY.fullmatch(address)
    return ModuleAddress(_key(found, _part(found))) if found else None


def _key(found: re.Match[str], part: str) -> str:
    key = f"{found['namespace']}/{found['name']}/{found['provider']}"
    return (f"{key}//{part}" if part else key).lower()


def _part(found: re.Match[str]) -> str:
    """The folder below the repository; in an archive, everything is in a folder of its name."""
    steps = [step for step in (found["part"] or "").split("/") if step not in ("", ".")]
    if steps and found.groupdict().get("archive"):
        steps = steps[1:]
    return "/".join(steps)
