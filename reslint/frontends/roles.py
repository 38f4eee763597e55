"""The role of a literal text, judged by where it stands and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IMAGE = re.compile(r"\.dkr\.ecr\.[\w-]+\.amazonaws\.com|^\d{12}\.dkr\.")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?[\w*-]+(?:\.[\w*-]+){2,}(?::\d+)?(?:/|$)", re.IGNORECASE)
_BY_NAME = (
    ("user-data", re.compile(r"^(user_?data(_base64)?|zip_?file|cloud_?init.*|template_?body)$", re.IGNORECASE)),
    ("environment", re.compile(r"^(environment|env|environment_?variables?|environment_?files)$", re.IGNORECASE)),
    ("policy", re.compile(r"^(assume_role_)?policy(_?document)?$|^(inline_policy|assumerolepolicydocument|policies|policytext|statement)$", re.IGNORECASE)),
    ("image", re.compile(r"^(image|image_?uri|repository_?url)$", re.IGNORECASE)),
    ("ami", re.compile(r"^(ami|image_?id)$", re.IGNORECASE)),
    ("description", re.compile(r"^(description|comment|tags|tags_all|tag)$", re.IGNORECASE)),
)  # fmt: skip
"""Roles by the name of an attribute on the way, outer ones first."""


def role_of(text: str, path: Sequence[str]) -> str:
    """The role of a literal inside a resource."""
    for name in path:
        for role, pattern in _BY_NAME:
            if pattern.match(name):
                return role
    if text.startswith("arn:"):
        return "arn"
    if text.startswith("ami-"):
        return "ami"
    if _IMAGE.search(text):
        return "image"
    return "host" if _HOST.match(text) else "argument"
