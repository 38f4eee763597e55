"""Regions and accounts that resources get from provider configurations, and what look-ups say of them."""

from __future__ import annotations

import pytest
from conftest import Load
from tf_modules import plain, read, resource

from reslint.model.inventory import Loaded
from reslint.model.value import Value, same

CHILD = 'resource "aws_vpc" "v" {}\nresource "aws_vpc" "p" {\nprovider = aws.peer\n}'


def region(loaded: Loaded, address: str) -> Value:
    return resource(loaded, address).region


def regions(loaded: Loaded) -> dict[str, object]:
    return {r.address: plain(r.region) for r in loaded.resources}


PROVIDERS = """
    variable "region" { default = "eu-west-2" }
    variable "open" {}
    locals { third = "eu-west-3" }
    provider "aws" { region = "eu-west-1" }
    provider "aws" {
      alias  = "var"
      region = var.region
    }
    provider "aws" {
      alias  = "local"
      region = local.third
    }
    provider "aws" {
      alias  = "open"
      region = var.open
    }
    provider "aws" { alias = "env" }
"""


def test_region_of_the_provider_that_a_resource_names(loaded: Load) -> None:
    found = loaded(
        PROVIDERS
        + """
        resource "aws_vpc" "default" {}
        resource "aws_vpc" "var" { provider = aws.var }
        resource "aws_vpc" "quoted" { provider = "aws.var" }
        resource "aws_vpc" "local" { provider = aws.local }
        resource "aws_vpc" "own" { region = "us-east-1" }
        resource "aws_vpc" "null" { region = null }
        resource "aws_iam_role" "global" { region = "us-east-1" }
        resource "google_x" "other" {}
    """
    )
    assert regions(found) == {
        "aws_vpc.default": "eu-west-1", "aws_vpc.var": "eu-west-2", "aws_vpc.quoted": "eu-west-2",
        "aws_vpc.local": "eu-west-3", "aws_vpc.own": "us-east-1", "aws_vpc.null": "eu-west-1",
        "aws_iam_role.global": None, "google_x.other": None,
    }  # fmt: skip


def test_region_argument_that_means_something_else(loaded: Load) -> None:
    found = loaded(
        PROVIDERS + 'resource "aws_cloudformation_stack_set_instance" "s" {\nregion = "us-east-1"\n}'
    )
    assert regions(found) == {"aws_cloudformation_stack_set_instance.s": "eu-west-1"}


def test_unknown_regions_compare_only_with_themselves(loaded: Load) -> None:
    found = loaded(
        PROVIDERS
        + """
        resource "aws_vpc" "a" { provider = aws.open }
        resource "aws_vpc" "b" { provider = aws.open }
        resource "aws_vpc" "env" { provider = aws.env }
        resource "aws_vpc" "default" {}
    """
    )
    a, b, env, default = (region(found, f"aws_vpc.{n}") for n in ("a", "b", "env", "default"))
    assert same(a, b) is True
    assert same(a, env) is None
    assert same(a, default) is None
    assert same(a, Value(None)) is False


def test_own_region_that_may_be_null_is_not_the_unknown_itself(loaded: Load) -> None:
    found = loaded(PROVIDERS + 'resource "aws_vpc" "a" {\nregion = var.open\n}')
    unknown = region(found, "aws_vpc.a").unknown
    assert unknown is not None
    assert (unknown.symbol, unknown.null) == (None, "no")


def test_region_asked_for_stands_for_the_default_provider_only(loaded: Load) -> None:
    found = loaded(
        """
        variable "dr" {}
        provider "aws" {}
        provider "aws" {
          alias  = "dr"
          region = var.dr
        }
        resource "aws_vpc" "a" {}
        resource "aws_vpc" "b" { provider = aws.dr }
        resource "aws_vpc" "c" { provider = aws.nobody }
        """,
        region="eu-west-1",
    )
    assert plain(region(found, "aws_vpc.a")) == "eu-west-1"
    assert same(region(found, "aws_vpc.a"), region(found, "aws_vpc.b")) is None
    assert same(region(found, "aws_vpc.a"), region(found, "aws_vpc.c")) is None


# -- modules -----------------------------------------------------------------------------------


def test_modules_inherit_the_default_provider_and_no_alias(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": CHILD + '\nmodule "n" {\nsource = "../n"\n}',
        "n/main.tf": 'resource "aws_vpc" "v" {}',
        "main.tf": PROVIDERS + 'provider "aws" {\nalias = "peer"\nregion = "us-east-1"\n}\nmodule "m" {\nsource = "./m"\n}',
    })  # fmt: skip
    assert plain(region(found, "module.m.aws_vpc.v")) == "eu-west-1"
    assert plain(region(found, "module.m.module.n.aws_vpc.v")) == "eu-west-1"
    assert plain(region(found, "module.m.aws_vpc.p")) == "?the Region of provider aws.peer is not in the code"


@pytest.mark.parametrize("quote", ["", '"'])
def test_providers_handed_to_a_module(loaded: Load, quote: str) -> None:
    head = """
        terraform {
          required_providers {
            aws = {
              source                = "hashicorp/aws"
              configuration_aliases = [aws.peer]
            }
          }
        }
    """
    given = f"providers = {{\naws = {quote}aws.var{quote}\naws.peer = {quote}aws{quote}\n}}"
    found = loaded({
        "m/main.tf": head + CHILD + '\nmodule "n" {\nsource = "../n"\nproviders = {\naws = aws.peer\n}\n}',
        "n/main.tf": 'resource "aws_vpc" "v" {}',
        "main.tf": PROVIDERS + f'module "m" {{\nsource = "./m"\n{given}\n}}',
    })  # fmt: skip
    assert regions(found) == {
        "module.m.aws_vpc.v": "eu-west-2",
        "module.m.aws_vpc.p": "eu-west-1",
        "module.m.module.n.aws_vpc.v": "eu-west-1",
    }


def test_provider_that_is_handed_over_but_missing_is_not_the_default(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'resource "aws_vpc" "v" {}',
        "main.tf": 'resource "aws_vpc" "v" {}\nmodule "m" {\nsource = "./m"\nproviders = {\naws = aws.dr\n}\n}',
    })  # fmt: skip
    assert same(region(found, "aws_vpc.v"), region(found, "module.m.aws_vpc.v")) is None


def test_empty_provider_block_in_a_module_stands_for_the_one_handed_in(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'provider "aws" {\nalias = "peer"\n}\n' + CHILD,
        "main.tf": PROVIDERS + 'module "m" {\nsource = "./m"\nproviders = {\naws.peer = aws.var\n}\n}',
    })  # fmt: skip
    assert regions(found) == {"module.m.aws_vpc.v": "eu-west-1", "module.m.aws_vpc.p": "eu-west-2"}


def test_provider_block_in_a_module_with_an_input_as_region(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'variable "r" {}\nprovider "aws" {\nregion = var.r\n}\nresource "aws_vpc" "v" {}',
        "main.tf": 'module "a" {\nsource = "./m"\nr = "eu-west-1"\n}\nmodule "b" {\nsource = "./m"\nr = "eu-west-2"\n}',
    })  # fmt: skip
    assert list(regions(found).values()) == ["eu-west-1", "eu-west-2"]


def test_region_from_the_output_of_a_module_that_has_that_provider(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'resource "aws_vpc" "v" {}\noutput "region" {\nvalue = "eu-west-2"\n}',
        "main.tf": """
            module "m" { source = "./m" }
            provider "aws" { region = "eu-west-1" }
            provider "aws" {
              alias  = "dr"
              region = module.m.region
            }
            resource "aws_vpc" "v" { provider = aws.dr }
        """,
    })  # fmt: skip
    assert regions(found) == {"aws_vpc.v": "eu-west-2", "module.m.aws_vpc.v": "eu-west-1"}


def test_region_that_needs_itself_ends_with_a_reason(loaded: Load) -> None:
    found = loaded("""
        data "aws_region" "here" {}
        provider "aws" { region = data.aws_region.here.name }
        resource "aws_vpc" "v" {}
    """)
    assert "itself" in str(plain(region(found, "aws_vpc.v")))


# -- provider for_each (OpenTofu) --------------------------------------------------------------

BY_REGION = """
    provider "aws" {
      alias    = "by_region"
      for_each = toset(["eu-west-1", "eu-west-2"])
      region   = each.value
    }
"""


def test_provider_by_key(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'resource "aws_vpc" "v" {}',
        "main.tf": BY_REGION + """
            resource "aws_vpc" "v" {
              for_each = toset(["eu-west-1", "eu-west-2"])
              provider = aws.by_region[each.key]
            }
            module "m" {
              source    = "./m"
              for_each  = toset(["eu-west-2"])
              providers = { aws = aws.by_region[each.key] }
            }
        """,
    })  # fmt: skip
    assert regions(found) == {
        'aws_vpc.v["eu-west-1"]': "eu-west-1",
        'aws_vpc.v["eu-west-2"]': "eu-west-2",
        'module.m["eu-west-2"].aws_vpc.v': "eu-west-2",
    }


def test_provider_by_unknown_key_is_undecided_and_compares_with_nothing(loaded: Load) -> None:
    found = loaded(
        BY_REGION
        + 'variable "a" {}\nvariable "b" {}\n'
        + "".join(f'resource "aws_vpc" "{n}" {{\nprovider = aws.by_region[var.{n}]\n}}\n' for n in "ab"),
        region="us-east-1",
    )
    a, b = (region(found, f"aws_vpc.{n}") for n in "ab")
    assert "not decided" in str(plain(a))
    assert same(a, b) is None


# -- accounts ----------------------------------------------------------------------------------


def account_of(loaded: Load, body: str, **given: object) -> Value:
    found = loaded(f'provider "aws" {{\n{body}\n}}\nresource "aws_vpc" "v" {{}}', **given)
    return resource(found, "aws_vpc.v").account


def test_account_is_in_the_role_that_is_assumed(loaded: Load) -> None:
    arn = 'assume_role {\nrole_arn = "arn:aws:iam::123456789012:role/x"\n}'
    assert plain(account_of(loaded, arn)) == "123456789012"
    assert plain(account_of(loaded, arn, account="999999999999")) == "123456789012"


def test_unknown_role_is_neither_the_account_given_nor_that_of_others(loaded: Load) -> None:
    role = 'variable "r" {}\nprovider "aws" {\nalias = "a"\nassume_role {\nrole_arn = var.r\n}\n}\n'
    rest = 'resource "aws_vpc" "v" {}\nresource "aws_vpc" "w" {\nprovider = aws.a\n}'
    for given in ({}, {"account": "999999999999"}):
        found = loaded(role + rest, **given)
        assert same(resource(found, "aws_vpc.v").account, resource(found, "aws_vpc.w").account) is None


def test_providers_without_role_share_the_account(loaded: Load) -> None:
    found = loaded(PROVIDERS + 'resource "aws_vpc" "a" {}\nresource "aws_vpc" "b" {\nprovider = aws.var\n}')
    assert same(resource(found, "aws_vpc.a").account, resource(found, "aws_vpc.b").account) is True


# -- look-ups ----------------------------------------------------------------------------------


def test_region_and_account_look_ups(loaded: Load) -> None:
    found = loaded(
        PROVIDERS
        + """
        data "aws_region" "a" {}
        data "aws_region" "b" { provider = aws.var }
        data "aws_region" "c" { region = "us-west-2" }
        data "aws_caller_identity" "me" {}
        resource "terraform_data" "t" {
          input = [data.aws_region.a.name, data.aws_region.b.region, data.aws_region.c.name, data.aws_caller_identity.me.account_id]
        }
        """,
        account="123456789012",
    )
    assert read(found, "input") == ["eu-west-1", "eu-west-2", "us-west-2", "123456789012"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Z.names[0]", "Z.names[0]", True),
        ("Z.names[0]", "Z.names[1]", False),
        ("Z.names[0]", "data.aws_availability_zones.other.names[0]", None),
        ("element(Z.names, 0)", "element(Z.names, 1)", False),
        ("element(Z.names, 0)", "Z.names[0]", True),
        ("slice(Z.names, 0, 3)[1]", "Z.names[1]", True),
        ("local.zones[0]", "local.zones[1]", False),
        ('"${var.open}a"', '"${var.open}b"', False),
        ('"${var.open}a"', '"${var.open}a"', True),
        ('"${var.region}a"', '"eu-west-2a"', True),
        ('"${data.aws_region.here.name}a"', '"${data.aws_region.here.name}b"', False),
    ],
)
def test_zones_are_told_apart(loaded: Load, left: str, right: str, expected: bool | None) -> None:
    expressions = "\n".join(
        f'resource "aws_subnet" "{n}" {{\navailability_zone = {e}\n}}'.replace(
            "Z.", "data.aws_availability_zones.z."
        )
        for n, e in (("a", left), ("b", right))
    )
    found = loaded(
        PROVIDERS
        + expressions
        + """
        data "aws_availability_zones" "z" { state = "available" }
        data "aws_availability_zones" "other" {}
        data "aws_region" "here" { provider = aws.open }
        locals { zones = slice(data.aws_availability_zones.z.names, 0, 2) }
    """
    )
    zones = [resource(found, f"aws_subnet.{n}").get("availability_zone") for n in "ab"]
    assert same(*zones) is expected


def test_counted_subnets_are_in_different_zones(loaded: Load) -> None:
    found = loaded("""
        data "aws_availability_zones" "z" {}
        resource "aws_subnet" "s" {
          count             = 3
          availability_zone = element(data.aws_availability_zones.z.names, count.index)
        }
    """)
    zones = [r.get("availability_zone") for r in found.resources if not r.is_data]
    assert [same(zones[0], zone) for zone in zones] == [True, False, False]
