"""Functions that encode and decode text: JSON, YAML, CSV, base64."""

from __future__ import annotations

import base64
import binascii
import codecs
from collections.abc import Callable, Mapping
from typing import Any

from reslint.frontends.terraform.values.constraint import ANY, STRING, list_of
from reslint.frontends.terraform.values.derive import (
    derived,
    first_unknown,
    from_plain,
    list_value,
    plain,
    undecided,
)
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, never_known, simple
from reslint.frontends.terraform.values.functions.csvtext import decode_csv
from reslint.frontends.terraform.values.functions.jsontext import decode, encode
from reslint.frontends.terraform.values.functions.yamltext import decode_yaml, encode_yaml
from reslint.frontends.terraform.values.text import normal
from reslint.model.value import ListOf, MapOf, Value


def _encoder(write: Callable[[Any], str], openings: bool) -> Function:
    def implement(call: Call) -> Value:
        value = call.args[0]
        unknown = first_unknown(value)
        if unknown is None:
            return derived(write(plain(value)), call.span, value)
        prefix = _opening(value) if openings else ""
        return undecided(unknown, call.span, value, prefix=prefix, kind=STRING)

    return function(implement, ANY, nullable=True, result=STRING)


def _opening(value: Value) -> str:
    """How JSON of the value certainly begins."""
    if isinstance(value.data, MapOf):
        return "{"
    return "[" if isinstance(value.data, ListOf) else ""


def _decoder(read: Callable[[str], Any]) -> Function:
    def implement(call: Call) -> Value:
        data = read(plain(call.args[0]))
        return derived(from_plain(data, call.span).data, call.span, *call.args)

    return function(implement, STRING)


def _decode_csv(call: Call) -> Value:
    rows = decode_csv(plain(call.args[0]))
    return derived(list_value(rows, call.span), call.span, *call.args)


# -- base64 ------------------------------------------------------------------------------------


def _bytes(text: str) -> bytes:
    # Go's decoder passes over line ends.
    try:
        return base64.b64decode(text.replace("\r", "").replace("\n", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise EvaluationError("this is not base64") from error


def _decode_base64(text: str) -> str:
    try:
        return normal(_bytes(text).decode())
    except UnicodeDecodeError as error:
        raise EvaluationError("what is decoded is not UTF-8") from error


_CODECS = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "us-ascii": "ascii",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}
"""Python's codecs for those of IANA's names of which both agree on every character."""


def _codec(name: str) -> codecs.CodecInfo:
    found = _CODECS.get(name.lower())
    if found is None:
        raise Undecided(f'the encoding "{name[:40]}" is not worked out')
    return codecs.lookup(found)


def _encode_text(text: str, name: str) -> str:
    try:
        return base64.b64encode(_codec(name).encode(text)[0]).decode()
    except UnicodeEncodeError as error:
        raise EvaluationError(f"a character cannot be written in {name}") from error


def _decode_text(text: str, name: str) -> str:
    try:
        return normal(_codec(name).decode(_bytes(text))[0])
    except UnicodeDecodeError as error:
        raise EvaluationError(f"the text is not written in {name}") from error


def _encode_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


FUNCTIONS: Mapping[str, Function] = {
    "base64decode": simple(_decode_base64, STRING, result=STRING),
    "base64encode": simple(_encode_base64, STRING, result=STRING),
    "base64gzip": never_known("the compressed bytes depend on Terraform's version", STRING),
    "csvdecode": function(_decode_csv, STRING, result=list_of(ANY)),
    "jsondecode": _decoder(decode),
    "jsonencode": _encoder(encode, True),
    "textdecodebase64": simple(_decode_text, STRING, STRING, result=STRING),
    "textencodebase64": simple(_encode_text, STRING, STRING, result=STRING),
    "yamldecode": _decoder(decode_yaml),
    "yamlencode": _encoder(encode_yaml, False),
}
