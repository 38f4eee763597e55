"""Whether a text is a CloudFormation template, judged by its content without a parser."""

from __future__ import annotations

import re

from reslint.frontends.cloudformation.nodes import RESOURCE_TYPE, Node, entries, get, literal_text

MAX_CHARACTERS = 10_000_000
"""Longer texts are not read. CloudFormation itself takes templates of up to 1 MB ("CloudFormation
quotas": https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html)."""

_YAML_RESOURCES = re.compile(r"^\ufeff?(?:\"Resources\"|'Resources'|Resources)[ \t]*:", re.MULTILINE)
_JSON_RESOURCES = re.compile(r"[\"']?\bResources[\"']?\s*:")
_TYPE = re.compile(r"\bType[\"']?\s*:\s*[\"']?(?:(?:AWS|Alexa|Custom)::\w|\w+(?:::\w+)*::MODULE\b)")


def looks_like_template(text: str, suffix: str) -> bool:
    """Whether a text may be a template: a cheap test that `is_template` decides on the tree.

    `suffix` is the file's (`.yaml`, `.json`, `.template`, …); a `.json` file is read as JSON.
    """
    start = text[:200].lstrip("\ufeff \t\r\n")
    is_flow = suffix == ".json" or start.startswith("{")
    if "Resources" not in text:
        return False
    resources = (_JSON_RESOURCES if is_flow else _YAML_RESOURCES).search(text)
    return resources is not None and _TYPE.search(text, resources.start()) is not None


def is_template(body: Node | None) -> bool:
    """Whether a decoded document has a resource whose type is one of CloudFormation's."""
    resources = get(body, "Resources")
    return resources is not None and any(_is_resource(entry[3]) for entry in entries(resources))


def _is_resource(node: Node) -> bool:
    kind = literal_text(get(node, "Type"))
    if kind is not None:
        return RESOURCE_TYPE.match(kind) is not None
    return node[0] == "list" and any(_is_loop_body(item) for item in node[3])


def _is_loop_body(item: Node) -> bool:
    """Whether this is the last part of an `Fn::ForEach`: resources again."""
    return any(_is_resource(entry[3]) for entry in entries(item))
