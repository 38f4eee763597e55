"""Where a text means a Region or a zone, and where the name is part of another name or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reslint.model.inventory import LiteralText
from reslint.model.regions import AWS_REGIONS, PLACE
from reslint.model.span import Span

_LOCAL_ZONE = re.compile(r"-[a-z]{3,4}-\d")
EXACT_ROLES = frozenset({"argument", "local", "variable-default"})
"""Roles in which a place counts only as a text of its own, in an ARN or in a host name: in the
middle of a name it is a label and not a dependency."""
_ADDRESSING = re.compile(
    r"^arn:|\.amazonaws\.com|^https?://|\.dkr\.ecr\.|^(cn\.)?com\.amazonaws\.|^aws\.(api|sagemaker)\."
)
"""Beginnings and parts of addresses; the last two are names of VPC endpoint services ("AWS services that
integrate with AWS PrivateLink", https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html)."""
_HOST = re.compile(
    r"://|\.(amazonaws|com|net|org|io|cloud|internal|local|aws|cn|eu)(\.[a-z]+)*\.?(:\d+)?(/|$)"
)
"""What makes a token an address: a scheme, or the end of a host name."""
_OPTION = re.compile(
    r"((?<![\w-])--?\w[\w.-]*[ \t]+|[\w.-]=|(region|location|zone|az)s?[\"']?[ \t]*[=:][ \t]*)[\"']?$",
    re.IGNORECASE,
)
"""What stands before the value of an option: `--region `, `AWS_REGION=`, `"region": "`."""
_OPTION_NAME = 80
"""Characters before a place that are looked at for an option's name."""
_LIST_LENGTH = 4096
"""Longer texts, in characters, are not looked at as lists of places."""
_ARN_FIELDS = re.compile(r"arn:[\w-]*:[\w-]*:")
"""The fields of an ARN before its Region; a place in a later field is part of a name."""
_TOKEN = re.compile(r"[^\s\"'`,;()\[\]{}<>|]+")
_LABELLING = ("_", "/sso.amazonaws.com/", "/aws/lambda/")
"""What stands before a place that is part of a fixed name: a role of IAM Identity Center ("Permission
sets", https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html), the log
group of a Lambda@Edge function."""
_COMMENT = re.compile(r"\s*(#|//)")


def places_in(literal: LiteralText) -> Iterator[tuple[str, Span]]:
    """The Regions and zones in a literal that mean a place, with the characters that name them."""
    text = literal.text
    for match in PLACE.finditer(text):
        if match["region"] not in AWS_REGIONS or _LOCAL_ZONE.match(text, match.end()):
            continue
        if match[0] == text.strip() or _means_place(literal, match):
            yield match[0], _narrowed(literal.span, match[0])


def _means_place(literal: LiteralText, match: re.Match[str]) -> bool:
    """Whether a place in a longer text says where something is, and is no part of a name or remark."""
    text, start = literal.text, match.start()
    if text.endswith(_LABELLING, 0, start):
        return False
    token = next(t for t in _TOKEN.finditer(text) if t.end() > start)
    if arn := _ARN_FIELDS.match(token[0]):
        return start == token.start() + arn.end()
    if literal.role == "policy":
        following = text[match.end() :]
        return following.startswith(".amazonaws.com") or (text[:start].endswith(":") and following[:1] in ":")
    if literal.role == "user-data":
        return not _COMMENT.match(text, text.rfind("\n", 0, start) + 1)
    if literal.role == "environment":
        return _is_setting(text, token[0], match)
    return literal.role not in EXACT_ROLES or _ADDRESSING.search(text) is not None


def _is_setting(text: str, token: str, match: re.Match[str]) -> bool:
    """Whether a program that is given the text would go to the place: prose and names it does not read."""
    if _ADDRESSING.search(token) or _HOST.search(token):
        return True
    if text[match.end() : match.end() + 1] in ("-", "_"):
        return False
    before = text[max(match.start() - _OPTION_NAME, 0) : match.start()]
    return _OPTION.search(before) is not None or _is_list_of_places(text)


def _is_list_of_places(text: str) -> bool:
    return len(text) <= _LIST_LENGTH and all(PLACE.fullmatch(t[0]) for t in _TOKEN.finditer(text))


def _narrowed(span: Span, place: str) -> Span:
    """The characters of the place inside the literal's span, where they can be found."""
    at = span.source.text.find(place, span.start, span.end)
    return Span(span.source, at, at + len(place)) if at >= 0 else span
