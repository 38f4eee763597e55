"""Traps of providers, Regions, zones, modules and references. Numbers are those of our list.

Not here: 47 (plan JSON) is in the tests of plans; 48 (the lock file) is not read, since no default of a
provider depends on its version yet.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Load, Scan
from tf_modules import addresses, messages, plain, read, refs, resource

from reslint.cli import main
from reslint.engine.inspect import edges_of
from reslint.model.inventory import Loaded
from reslint.model.value import Value, same


def regions(loaded: Loaded) -> dict[str, object]:
    return {r.address: plain(r.region) for r in loaded.resources}


def provider(alias: str, region: str, name: str = "aws") -> str:
    return f'provider "{name}" {{\nalias = "{alias}"\nregion = {region}\n}}\n'


AWS = 'provider "aws" {\nregion = "eu-west-1"\n}\n'


# -- 32 to 37: providers, Regions, zones -------------------------------------------------------


def test_trap_32_which_provider_a_resource_has(loaded: Load) -> None:
    found = loaded(
        """
        terraform {
          required_providers {
            amz = { source = "hashicorp/aws" }
          }
        }
        variable "u" {}
        provider "amz" { region = "eu-west-3" }
        provider "aws" {
          alias   = "profile"
          profile = "other"
        }
        resource "aws_vpc" "default" {}
        resource "aws_vpc" "west" { provider = aws.west }
        resource "aws_vpc" "amz" { provider = amz }
        resource "aws_vpc" "open" { provider = aws.open }
        resource "aws_vpc" "profile" { provider = aws.profile }
        resource "random_pet" "p" {}
        """
        + AWS + provider("west", '"eu-west-2"') + provider("open", "var.u")
    )  # fmt: skip
    shown = regions(found)
    assert [shown[f"aws_vpc.{n}"] for n in ("default", "west", "amz")] == [
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
    ]
    assert [str(shown[f"aws_vpc.{n}"])[0] for n in ("open", "profile")] == ["?", "?"]
    assert shown["random_pet.p"] is None


def test_trap_33_only_default_providers_are_inherited(loaded: Load) -> None:
    aliases = "terraform {\nrequired_providers {\naws = {\nconfiguration_aliases = [aws.dr]\n}\n}\n}\n"
    child = 'resource "aws_vpc" "a" {}\nresource "aws_vpc" "b" {\nprovider = aws.dr\n}\n'
    found = loaded({
        "m/main.tf": aliases + child,
        "legacy/main.tf": 'variable "r" {}\nprovider "aws" {\nregion = var.r\n}\nresource "aws_vpc" "v" {}',
        "main.tf": AWS + provider("west", '"eu-west-2"') + provider("dr", '"eu-west-3"') + """
            module "given" {
              source    = "./m"
              providers = { aws = aws.west, aws.dr = aws }
            }
            module "not" { source = "./m" }
            module "legacy" {
              source = "./legacy"
              r      = "us-west-2"
            }
        """,
    })  # fmt: skip
    shown = regions(found)
    assert shown.pop("module.not.aws_vpc.b") == "?the Region of provider aws.dr is not in the code"
    assert shown == {
        "module.given.aws_vpc.a": "eu-west-2", "module.given.aws_vpc.b": "eu-west-1",
        "module.not.aws_vpc.a": "eu-west-1", "module.legacy.aws_vpc.v": "us-west-2",
    }  # fmt: skip


def test_trap_34_region_argument_of_resources(loaded: Load) -> None:
    found = loaded(AWS + """
        resource "aws_vpc" "own" { region = "eu-west-2" }
        resource "aws_vpc" "null" { region = null }
        resource "aws_iam_role" "r" {}
        resource "aws_route53_zone" "z" {}
        resource "aws_cloudfront_distribution" "d" {}
        resource "aws_dx_gateway" "g" {}
        resource "aws_s3_account_public_access_block" "b" {}
        resource "aws_route53_resolver_endpoint" "e" {}
        resource "aws_servicequotas_template" "q" { region = "us-east-1" }
        data "aws_region" "here" {}
        data "aws_region" "there" { region = "us-east-2" }
        resource "terraform_data" "t" {
          input = [data.aws_region.here.region, data.aws_region.here.name, data.aws_region.there.region]
        }
    """)  # fmt: skip
    shown = regions(found)
    own = {
        "aws_vpc.own": "eu-west-2",
        "aws_vpc.null": "eu-west-1",
        "aws_servicequotas_template.q": "eu-west-1",
    }
    assert {address: shown[address] for address in own} == own
    assert shown["aws_route53_resolver_endpoint.e"] == "eu-west-1"
    none = ("aws_iam_role.r", "aws_route53_zone.z", "aws_cloudfront_distribution.d", "aws_dx_gateway.g",
            "aws_s3_account_public_access_block.b")  # fmt: skip
    assert [shown[address] for address in none] == [None] * 5
    assert read(found, "input") == ["eu-west-1", "eu-west-1", "us-east-2"]


def test_trap_35_module_that_hands_on_its_region_in_part_splits(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": """
            variable "region" { default = null }
            resource "aws_lambda_function" "f" { region = var.region }
            resource "aws_cloudwatch_log_group" "g" {}
        """,
        "main.tf": AWS + 'module "m" {\nsource = "./m"\nregion = "eu-west-2"\n}\nmodule "n" {\nsource = "./m"\n}',
    })  # fmt: skip
    assert list(regions(found).values()) == ["eu-west-2", "eu-west-1", "eu-west-1", "eu-west-1"]


def findings(capsys: pytest.CaptureFixture[str], folder: Path, rule: str, text: str) -> list[list[str]]:
    """The addresses of each finding of a rule."""
    (folder / "main.tf").write_text(text)
    main(("check", str(folder), "--select", rule, "--format", "json", "--no-cache"))
    return [f["addresses"] for f in json.loads(capsys.readouterr().out)["findings"]]


LEGITIMATE = """
terraform {
  backend "s3" {
    region = "us-east-1"
  }
}
variable "region" {
  description = "like us-east-1"
  default     = "us-east-1"
}
provider "aws" {
  alias  = "cdn"
  region = "us-east-1"
}
locals { amis = { us-east-1 = "ami-1", eu-west-1 = "ami-2" } }
# us-east-1 in a comment
resource "aws_acm_certificate" "cdn" {
  provider    = aws.cdn
  domain_name = "a.example"
}
resource "aws_sns_topic" "t" {
  tags = { description = "for us-east-1" }
}
"""


def test_trap_36_regions_that_belong_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(capsys, tmp_path, "hard-coded-region", LEGITIMATE) == []
    typed = 'resource "aws_instance" "i" {\nuser_data = "curl https://sqs.us-east-1.amazonaws.com"\n}\n'
    assert len(findings(capsys, tmp_path, "hard-coded-region", LEGITIMATE + typed)) == 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("local.z[0]", "local.z[0]", True),
        ("local.z[0]", "local.z[1]", False),
        ("element(local.z, 0)", "slice(local.z, 0, 2)[0]", True),
        ('"${var.region}a"', '"${var.region}a"', True),
        ('"${var.region}a"', '"${var.region}b"', False),
        ("local.z[0]", '"eu-west-1a"', None),
        ("local.z[0]", "var.zone", None),
    ],
)
def test_trap_37_zones_that_only_have_a_symbol_are_told_apart(
    loaded: Load, left: str, right: str, expected: bool | None
) -> None:
    found = loaded(f"""
        variable "region" {{}}
        variable "zone" {{}}
        data "aws_availability_zones" "a" {{}}
        locals {{ z = data.aws_availability_zones.a.names }}
        resource "aws_subnet" "l" {{ availability_zone = {left} }}
        resource "aws_subnet" "r" {{ availability_zone = {right} }}
    """)
    zones: list[Value] = [resource(found, f"aws_subnet.{n}").get("availability_zone") for n in "lr"]
    assert same(*zones) is expected


# -- 38 to 46: modules and references ----------------------------------------------------------


@pytest.mark.parametrize("data_dir", [None, "elsewhere"])
def test_trap_38_installed_modules(
    loaded: Load, monkeypatch: pytest.MonkeyPatch, data_dir: str | None
) -> None:
    folder = data_dir or ".terraform"
    if data_dir:
        monkeypatch.setenv("TF_DATA_DIR", data_dir)
    else:
        monkeypatch.delenv("TF_DATA_DIR", raising=False)
    entries = [
        {"Key": "", "Source": "", "Dir": "."},
        {
            "Key": "far",
            "Source": "git::https://example.com/far.git//sub?ref=v1",
            "Dir": f"{folder}/modules/far/sub",
        },
        {"Key": "far.deep", "Source": "./deep", "Dir": "stale/and/gone"},
        {"Key": "stale", "Source": "x/y/z", "Version": "1.0.0", "Dir": f"{folder}/modules/stale"},
    ]
    found = loaded({
        f"{folder}/modules/modules.json": json.dumps({"Modules": entries}),
        f"{folder}/modules/far/sub/main.tf": 'module "deep" {\nsource = "./deep"\n}',
        f"{folder}/modules/far/sub/deep/main.tf": 'resource "terraform_data" "d" {}',
        "main.tf": """
            module "far" { source = "git::https://example.com/far.git//sub?ref=v1" }
            module "stale" {
              source = "x/y/z"
              count  = 2
            }
            module "none" {
              source   = "https://example.com/none.zip"
              for_each = toset(["a", "b"])
            }
            resource "terraform_data" "t" { input = module.none["a"].id }
        """,
    })  # fmt: skip
    assert "module.far.module.deep.terraform_data.d" in addresses(found)
    assert str(read(found, "input")).startswith("?module.none")
    assert found.opaque == ["module.stale", "module.none"]
    assert len(messages(found)) == 2


def test_trap_38_source_that_cannot_be_a_path(scanned: Scan) -> None:
    found, said = scanned({"main.tf": 'module "m" {\nsource = "./a\\u0000b"\n}\nresource "aws_vpc" "v" {}'})
    assert [addresses(loaded) for loaded in found] == [["aws_vpc.v"]]
    assert len(said) == 1


BUCKETS = """
resource "aws_s3_bucket" "b" {
  for_each = toset(["x", "y"])
  bucket   = "name-${each.key}"
}
resource "aws_s3_bucket_versioning" "v" {
  bucket = %s
  versioning_configuration {
    status = "Enabled"
  }
}
variable "u" {}
locals { id = aws_s3_bucket.b["x"].id }
output "o" { value = local.id }
"""


@pytest.mark.parametrize(
    ("target", "without"),
    [
        ('aws_s3_bucket.b["x"].id', [['aws_s3_bucket.b["y"]']]),
        ("local.id", [['aws_s3_bucket.b["y"]']]),
        ('"name-x"', [['aws_s3_bucket.b["y"]']]),
        ("var.u", []),
    ],
)
def test_trap_39_split_resources_are_joined_by_instance_and_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, without: list[list[str]]
) -> None:
    assert findings(capsys, tmp_path, "bucket-versioning-off", BUCKETS % target) == without


def test_trap_40_edges_from_every_expression(loaded: Load) -> None:
    names = ("heredoc", "json", "file", "local", "output", "dep", "trigger", "cond", "each")
    found = loaded({
        "m/main.tf": 'variable "v" {}\noutput "o" {\nvalue = "x${var.v}"\n}',
        "t.tpl": "${name}",
        "main.tf": "".join(f'resource "aws_sqs_queue" "{n}" {{}}\n' for n in names) + """
            locals { through = { deep = [aws_sqs_queue.local.arn] } }
            module "m" {
              source = "./m"
              v      = aws_sqs_queue.output.arn
            }
            resource "x_y" "t" {
              a = <<-EOT
                queue ${aws_sqs_queue.heredoc.url}
              EOT
              b = jsonencode({ q = aws_sqs_queue.json.arn })
              c = templatefile("t.tpl", { name = aws_sqs_queue.file.arn })
              d = local.through.deep[0]
              e = module.m.o
              f = aws_sqs_queue.cond.id != "" ? 1 : 2
              g = [for q in [aws_sqs_queue.each] : upper(q.name)]
              depends_on = [aws_sqs_queue.dep]
              lifecycle {
                replace_triggered_by = [aws_sqs_queue.trigger.arn]
              }
            }
        """,
    })  # fmt: skip
    known = {r.address for r in found.resources}
    edges = {edge.target for edge in edges_of(resource(found, "x_y.t"), known)}
    assert edges == {f"aws_sqs_queue.{n}" for n in names}


def test_trap_41_what_lifecycle_says_is_kept(loaded: Load) -> None:
    found = loaded("""
        resource "aws_ecs_service" "s" {
          desired_count = 1
          lifecycle {
            ignore_changes        = [desired_count, tags["x"], "quoted"]
            prevent_destroy       = true
            create_before_destroy = true
          }
        }
        resource "aws_ecs_service" "all" {
          lifecycle {
            ignore_changes = all
          }
        }
    """)
    meta = {name: plain(value) for name, value in resource(found, "aws_ecs_service.s").meta.items()}
    assert meta == {
        "ignore_changes": ["desired_count", "tags", "quoted"], "prevent_destroy": True, "create_before_destroy": True,
    }  # fmt: skip
    assert plain(resource(found, "aws_ecs_service.all").meta["ignore_changes"]) == ["all"]


def test_trap_42_moves_removals_and_imports_are_no_resources(loaded: Load) -> None:
    found = loaded("""
        moved {
          from = aws_vpc.old
          to   = aws_vpc.v
        }
        removed {
          from = aws_vpc.gone
          lifecycle {
            destroy = false
          }
        }
        import {
          for_each = toset(["a"])
          to       = aws_vpc.v
          id       = each.key
        }
        resource "aws_vpc" "v" {}
    """)
    assert [r.address for r in found.resources] == ["aws_vpc.v"]
    assert messages(found) == []


def test_trap_43_checks_and_conditions_are_no_resources(loaded: Load) -> None:
    found = loaded("""
        variable "v" {
          default = 1
          validation {
            condition     = var.v > local.least && data.aws_region.r.name != ""
            error_message = "no"
          }
        }
        locals { least = 0 }
        data "aws_region" "r" {}
        check "c" {
          data "aws_instance" "scoped" {}
          assert {
            condition     = data.aws_instance.scoped.id != ""
            error_message = "no"
          }
        }
        resource "terraform_data" "t" {
          input = var.v
          lifecycle {
            precondition {
              condition     = self.input == 1
              error_message = "no"
            }
            postcondition {
              condition     = self.output != null
              error_message = "no"
            }
          }
        }
    """)
    assert [r.address for r in found.resources] == ["data.aws_region.r", "terraform_data.t"]
    assert list(resource(found, "terraform_data.t").attributes) == ["input"]
    assert messages(found) == []


def test_trap_44_ephemeral_resources_and_write_only_arguments(loaded: Load) -> None:
    found = loaded("""
        ephemeral "random_password" "p" { length = 16 }
        resource "aws_db_instance" "d" {
          password_wo         = ephemeral.random_password.p.result
          password_wo_version = 1
        }
    """)
    assert [r.address for r in found.resources] == ["aws_db_instance.d"]
    assert refs(found, "password_wo", "aws_db_instance.d") == {("ephemeral.random_password.p", "result")}
    assert read(found, "password_wo_version", "aws_db_instance.d") == 1


UNKNOWN_BLOCKS = """
terraform {
  provider_meta "aws" {
    x = 1
  }
  state_store "s" {
    provider "p" {}
  }
}
language {
  edition = "2027"
}
action "aws_lambda_invoke" "a" {
  config {
    function_name = "f"
  }
}
list "aws_instance" "l" {
  provider = aws
}
query {}
tomorrow "a" "b" "c" {
  inner {}
}
resource "terraform_data" "t" {
  input = 1
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.aws_lambda_invoke.a]
    }
  }
}
"""


def test_trap_45_blocks_of_later_versions_never_fail_a_file(loaded: Load) -> None:
    later = {
        "language": {"edition": "2027"}, "action": {"aws_lambda_invoke": {"b": {"config": {"x": 1}}}},
        "list": {"aws_instance": {"l": {}}}, "tomorrow": {"a": {"b": [1, "${x.y}"]}},
        "resource": {"terraform_data": {"json": {}}},
    }  # fmt: skip
    found = loaded({"main.tf": UNKNOWN_BLOCKS, "more.tf.json": json.dumps(later)})
    assert [r.address for r in found.resources] == ["terraform_data.t", "terraform_data.json"]
    assert messages(found) == []


def test_trap_46_opaque_resources_are_read_and_judged_as_nothing(scanned: Scan) -> None:
    found, said = scanned({
        "main.tf": """
            resource "aws_instance" "i" {}
            resource "null_resource" "n" {
              triggers = { id = aws_instance.i.id }
              provisioner "local-exec" {
                command = "terraform destroy ${self.id}"
              }
            }
            resource "aws_cloudformation_stack" "s" {
              name          = "s"
              template_body = jsonencode({ Resources = { Db = { Type = "AWS::RDS::DBInstance" } } })
            }
            resource "helm_release" "h" {
              chart = "x"
              set {
                name  = "replicaCount"
                value = 1
              }
            }
            resource "kubernetes_manifest" "k" { manifest = { kind = "Deployment" } }
        """
    })  # fmt: skip
    assert said == []
    assert addresses(found[0]) == [
        "aws_instance.i", "null_resource.n", "aws_cloudformation_stack.s", "helm_release.h", "kubernetes_manifest.k",
    ]  # fmt: skip
    assert refs(found[0], "triggers", "null_resource.n") >= {("aws_instance.i", "id")}
    assert list(resource(found[0], "null_resource.n").attributes) == ["triggers"]
