"""Functions of files and paths. What may be read is decided by `FileAccess`."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Callable, Mapping

from reslint.errors import InputError
from reslint.frontends.terraform.values.constraint import BOOL, STRING, set_of
from reslint.frontends.terraform.values.derive import derived, from_plain, plain
from reslint.frontends.terraform.values.equality import set_of_items
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, FileAccess, Function, function, simple
from reslint.frontends.terraform.values.functions.hashing import digest, digest_base64
from reslint.frontends.terraform.values.text import normal
from reslint.model.value import Unknown, Value


def _access(call: Call) -> FileAccess:
    if call.files is None:
        raise Undecided("files are not read here")
    return call.files


def _read(call: Call) -> str:
    path = plain(call.args[0])
    files = _access(call)
    try:
        if not files.exists(path):
            raise EvaluationError(f'there is no file "{path}"')
        return files.read(path)
    except InputError as error:
        raise Undecided(str(error)) from error


def _of_content(work_out: Callable[[str], str]) -> Function:
    def implement(call: Call) -> Value:
        return derived(work_out(_read(call)), call.span, *call.args)

    return function(implement, STRING, result=STRING)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _exists(call: Call) -> Value:
    path = plain(call.args[0])
    try:
        return derived(_access(call).exists(path), call.span, *call.args)
    except InputError as error:
        raise Undecided(str(error)) from error


def _file_set(call: Call) -> Value:
    directory, pattern = plain(call.args[0]), plain(call.args[1])
    if any(c in pattern for c in "{}[]\\"):
        # Go's patterns and ours differ in alternatives, classes and escapes.
        raise Undecided(f'the pattern "{pattern}" is not worked out')
    try:
        names = _access(call).glob(directory, pattern)
    except InputError as error:
        raise Undecided(str(error)) from error
    items = [from_plain(name, call.span) for name in names]
    return derived(set_of_items(items), call.span, *call.args)


def _clean(path: str) -> str:
    """The path without `.`, `..` and doubled slashes; Go keeps no second leading slash."""
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned


def _base_name(path: str) -> str:
    if not path:
        return "."
    return path.rstrip("/").rpartition("/")[2] or "/"


def _dir_name(path: str) -> str:
    return _clean(path.rpartition("/")[0] + ("/" if path.startswith("/") else "")) if "/" in path else "."


def _absolute(call: Call) -> Value:
    path = plain(call.args[0])
    if not path.startswith("/"):
        unknown = Unknown("the working directory is not in the code", None, "no", "/")
        return derived(unknown, call.span, *call.args)
    return derived(_clean(path), call.span, *call.args)


def _expanded(path: str) -> str:
    if path.startswith("~"):
        raise Undecided("the home directory is not in the code")
    return path


FUNCTIONS: Mapping[str, Function] = {
    "abspath": function(_absolute, STRING, result=STRING),
    "basename": simple(_base_name, STRING, result=STRING),
    "dirname": simple(_dir_name, STRING, result=STRING),
    "file": _of_content(normal),
    "filebase64": _of_content(_base64),
    "filebase64sha256": _of_content(digest_base64("sha256")),
    "filebase64sha512": _of_content(digest_base64("sha512")),
    "fileexists": function(_exists, STRING, result=BOOL),
    "filemd5": _of_content(digest("md5")),
    "fileset": function(_file_set, STRING, STRING, result=set_of(STRING)),
    "filesha1": _of_content(digest("sha1")),
    "filesha256": _of_content(digest("sha256")),
    "filesha512": _of_content(digest("sha512")),
    "pathexpand": simple(_expanded, STRING, result=STRING),
}
