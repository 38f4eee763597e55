"""Looking at a loaded root module, for the tests of scope and modules."""

from __future__ import annotations

from reslint.model.inventory import Loaded
from reslint.model.raw import RawResource
from reslint.model.value import ListOf, MapOf, Unknown, Value, all_refs


def plain(value: Value) -> object:
    """A value as plain data; an unknown is `?` with its reason, an unknown rest a last item `…`."""
    data = value.data
    if isinstance(data, Unknown):
        return f"?{data.reason}"
    if isinstance(data, ListOf):
        return [plain(item) for item in data.items] + (["…"] if data.rest else [])
    if isinstance(data, MapOf):
        shown = {name: plain(data.entries[name]) for name in data.entries}
        return {**shown, "…": "…"} if data.rest else shown
    return data


def resource(loaded: Loaded, address: str) -> RawResource:
    """The resource instance at an address."""
    return next(r for r in loaded.resources if r.address == address)


def addresses(loaded: Loaded) -> list[str]:
    """Addresses of all managed resources."""
    return [r.address for r in loaded.resources if not r.is_data]


def read(loaded: Loaded, name: str, address: str = "terraform_data.t") -> object:
    """An attribute of a resource as plain data."""
    return plain(resource(loaded, address).get(name))


def refs(loaded: Loaded, name: str, address: str = "terraform_data.t") -> set[tuple[str, str]]:
    """What an attribute refers to."""
    return {(ref.address, ref.attribute) for ref in all_refs(resource(loaded, address).get(name))}


def messages(loaded: Loaded) -> list[str]:
    """What the frontend has to say."""
    return [n.message for n in loaded.notifications]
