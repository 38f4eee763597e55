"""The role of a literal text, judged by where it stands and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

ROLES_BY_NAME = {
    "userdata": "user-data",
    "userdatabase64": "user-data",
    "zipfile": "user-data",
    "inlinecode": "user-data",
    "templatebody": "user-data",
    "awscloudformationinit": "user-data",
    "env": "environment",
    "environment": "environment",
    "environmentfiles": "environment",
    "environmentvariables": "environment",
    "policy": "policy",
    "policydocument": "policy",
    "policytext": "policy",
    "assumerolepolicy": "policy",
    "assumerolepolicydocument": "policy",
    "inlinepolicy": "policy",
    "keypolicy": "policy",
    "resourcepolicy": "policy",
    "repositorypolicytext": "policy",
    "statement": "policy",
    "image": "image",
    "imageuri": "image",
    "repositoryurl": "image",
    "ami": "ami",
    "imageid": "ami",
    "comment": "description",
    "description": "description",
    "tags": "description",
    "tagsall": "description",
}
"""Roles by the name of an attribute at or above the literal, in lower case and without
separators; the innermost one holds."""

_SEPARATORS = re.compile(r"[^a-z0-9]")
_AMI = re.compile(r"ami-[0-9a-f]{8}(?:[0-9a-f]{9})?")
_ECR = re.compile(r"\d{12}\.dkr\.ecr\.[\w-]+\.amazonaws\.com")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S")
_HOST = re.compile(
    r"(?:[a-z0-9_*](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:com|net|org|io|cloud|internal|local|edu|gov|info|biz|aws|cn|eu)"
    r"\.?(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
MAX_HOST = 300
"""Longer texts are not looked at as host names."""
_NOT_HOSTS = frozenset({"handler"})
"""Attributes whose texts look like host names and are none (`app.local`)."""


def role_of(text: str, path: Sequence[str]) -> str:
    """What a literal of a resource is used for: by the names above it, else by its form."""
    names = [_SEPARATORS.sub("", name.lower()) for name in reversed(path)]
    named = next((ROLES_BY_NAME[name] for name in names if name in ROLES_BY_NAME), None)
    return named or _by_form(text, names[0] if names else "")


def _by_form(text: str, name: str) -> str:
    if _AMI.fullmatch(text):
        return "ami"
    if text.startswith("arn:"):
        return "arn"
    if _ECR.match(text):
        return "image"
    if _URL.match(text) or (len(text) < MAX_HOST and name not in _NOT_HOSTS and _HOST.fullmatch(text)):
        return "host"
    return "argument"
