"""Functions of IP addresses and networks."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from reslint.frontends.terraform.values.arithmetic import Number, whole
from reslint.frontends.terraform.values.constraint import NUMBER, STRING, list_of
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Function, simple

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MAX_EXTENSION = 32
"""Most bits by which a prefix is extended in `cidrsubnets` (Terraform's own limit)."""

_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def _network(prefix: str) -> Network:
    """The network that a CIDR prefix stands for; host bits are dropped."""
    address, slash, length = prefix.partition("/")
    if not slash or not re.fullmatch("[0-9]{1,3}", length, re.ASCII) or "%" in address:
        raise EvaluationError(f'"{prefix[:60]}" is not a CIDR prefix')
    if ":" not in address:
        # Terraform still reads 010.0.0.0 as decimal.
        address = _LEADING_ZEROS.sub("", address)
    try:
        network = ipaddress.ip_network(f"{address}/{int(length)}", strict=False)
    except ValueError as error:
        raise EvaluationError(f'"{prefix[:60]}" is not a CIDR prefix') from error
    if isinstance(network, ipaddress.IPv6Network) and network.network_address.ipv4_mapped is not None:
        return _unmapped(network)
    return network


def _unmapped(network: ipaddress.IPv6Network) -> Network:
    """An IPv4 network written as IPv6, which Terraform works with as IPv4."""
    if network.prefixlen < 96:
        raise Undecided("a prefix that mixes IPv4 and IPv6 is not worked out")
    return ipaddress.IPv4Network((int(network.network_address) & 0xFFFFFFFF, network.prefixlen - 96))


def _made(like: Network, address: int, length: int) -> str:
    made = type(like)((address, length))
    return str(made)


def _subnet(prefix: str, new_bits: Number, number: Number) -> str:
    network = _network(prefix)
    bits, count = whole(new_bits, "newbits"), whole(number, "netnum")
    length = network.prefixlen + bits
    if bits < 0 or count < 0:
        raise Undecided("cidrsubnet() with a negative number is not worked out")
    if length > network.max_prefixlen:
        raise EvaluationError(f"there is not enough address space to extend {prefix} by {bits} bits")
    if count >= 2**bits:
        raise EvaluationError(f"a prefix extended by {bits} bits has no subnet number {count}")
    start = int(network.network_address) + count * 2 ** (network.max_prefixlen - length)
    return _made(network, start, length)


def _host(prefix: str, number: Number) -> str:
    network = _network(prefix)
    wanted = whole(number, "hostnum")
    position = wanted if wanted >= 0 else wanted + network.num_addresses
    if not 0 <= position < network.num_addresses:
        raise EvaluationError(f"{prefix} has no host number {wanted}")
    return str(network.network_address + position)


def _netmask(prefix: str) -> str:
    network = _network(prefix)
    if network.version == 6:
        raise EvaluationError("an IPv6 prefix has no netmask")
    return str(network.netmask)


def _subnets(prefix: str, *new_bits: Number) -> list[str]:
    """Consecutive subnets, each aligned to its own size."""
    network = _network(prefix)
    position, end = int(network.network_address), int(network.broadcast_address) + 1
    found = []
    for number in new_bits:
        bits = whole(number, "newbits")
        length = network.prefixlen + bits
        if not 1 <= bits <= MAX_EXTENSION or length > network.max_prefixlen:
            raise EvaluationError(f"{prefix} cannot be extended by {bits} bits")
        size = 2 ** (network.max_prefixlen - length)
        position = -(-position // size) * size
        if position + size > end:
            raise EvaluationError(f"there is not enough address space left in {prefix}")
        found.append(_made(network, position, length))
        position += size
    return found


FUNCTIONS: Mapping[str, Function] = {
    "cidrhost": simple(_host, STRING, NUMBER, result=STRING),
    "cidrnetmask": simple(_netmask, STRING, result=STRING),
    "cidrsubnet": simple(_subnet, STRING, NUMBER, NUMBER, result=STRING),
    "cidrsubnets": simple(_subnets, STRING, variadic=NUMBER, result=list_of(STRING)),
}
