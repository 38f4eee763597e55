"""Hashes and identifiers."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable, Mapping

from reslint.frontends.terraform.values.constraint import STRING
from reslint.frontends.terraform.values.failures import EvaluationError
from reslint.frontends.terraform.values.functions.base import Function, never_known, simple

_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def digest(algorithm: str) -> Callable[[str], str]:
    """The hash of a text's UTF-8, as hexadecimal digits. For identity only, never for secrets."""

    def work_out(text: str) -> str:
        return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()

    return work_out


def digest_base64(algorithm: str) -> Callable[[str], str]:
    """The hash of a text's UTF-8, in base64."""

    def work_out(text: str) -> str:
        return base64.b64encode(hashlib.new(algorithm, text.encode()).digest()).decode()

    return work_out


def _uuid_v5(namespace: str, name: str) -> str:
    space = _NAMESPACES.get(namespace)
    if space is None:
        try:
            space = uuid.UUID(namespace)
        except ValueError as error:
            raise EvaluationError(f"there is no namespace {namespace[:60]}") from error
    return str(uuid.uuid5(space, name))


FUNCTIONS: Mapping[str, Function] = {
    "base64sha256": simple(digest_base64("sha256"), STRING, result=STRING),
    "base64sha512": simple(digest_base64("sha512"), STRING, result=STRING),
    "bcrypt": never_known("bcrypt() gives another result each time", STRING),
    "md5": simple(digest("md5"), STRING, result=STRING),
    "rsadecrypt": never_known("what is encrypted is not decrypted here", STRING),
    "sha1": simple(digest("sha1"), STRING, result=STRING),
    "sha256": simple(digest("sha256"), STRING, result=STRING),
    "sha512": simple(digest("sha512"), STRING, result=STRING),
    "uuid": never_known("uuid() gives another result each time", STRING),
    "uuidv5": simple(_uuid_v5, STRING, STRING, result=STRING),
}
