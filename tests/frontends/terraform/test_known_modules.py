"""Calls of well-known registry modules whose code is not installed: which, which version, what is found, where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import addresses, messages, read, refs, resource

from reslint.config import Config
from reslint.engine.finding import Finding, Report
from reslint.engine.pipeline import check
from reslint.engine.run import Options
from reslint.frontends.terraform.known import FOLDER, KNOWN, known_modules
from reslint.frontends.terraform.sources import module_address
from reslint.frontends.terraform.syntax.parse import parse
from reslint.frontends.terraform.versions import admitted, between, tagged
from reslint.model.span import Source

VPC = "terraform-aws-modules/vpc/aws"


# -- which module ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "key", "ref"),
    [
        (VPC, VPC, ""),
        ("Terraform-AWS-Modules/VPC/aws", VPC, ""),
        (f"registry.terraform.io/{VPC}", VPC, ""),
        (f"registry.opentofu.org/{VPC}", VPC, ""),
        (f"{VPC}//modules/vpc-endpoints", f"{VPC}//modules/vpc-endpoints", ""),
        (f"{VPC}//./modules/vpc-endpoints/", f"{VPC}//modules/vpc-endpoints", ""),
        (f"tfr:///{VPC}?version=5.1.0", VPC, "5.1.0"),
        (f"tfr://registry.terraform.io/{VPC}?version=5.1.0", VPC, "5.1.0"),
        (f"tfr:///{VPC}//modules/vpc-endpoints?version=5.1.0", f"{VPC}//modules/vpc-endpoints", "5.1.0"),
        ("github.com/terraform-aws-modules/terraform-aws-vpc", VPC, ""),
        ("github.com/terraform-aws-modules/terraform-aws-vpc?ref=v5.1.0", VPC, "v5.1.0"),
        ("GitHub.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git::https://github.com/terraform-aws-modules/terraform-aws-vpc?depth=1&ref=v5.1.0", VPC, "v5.1.0"),
        ("git::https://u:p@github.com/terraform-aws-modules/terraform-aws-vpc.git", VPC, ""),
        ("git::http://www.github.com/terraform-aws-modules/terraform-aws-vpc.git", VPC, ""),
        ("git::github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git::ssh://git@github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git::ssh://git@github.com:22/terraform-aws-modules/terraform-aws-vpc.git", VPC, ""),
        ("git::git@github.com:terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git@github.com:terraform-aws-modules/terraform-aws-vpc.git?ref=v5.1.0", VPC, "v5.1.0"),
        ("git@github.com:terraform-aws-modules/terraform-aws-vpc.git//modules/x?ref=v5", f"{VPC}//modules/x", "v5"),
        ("github.com/terraform-aws-modules/terraform-aws-vpc//modules/x", f"{VPC}//modules/x", ""),
        (
            "https://github.com/terraform-aws-modules/terraform-aws-vpc/archive/refs/tags/v5.1.0.tar.gz",
            VPC,
            "refs/tags/v5.1.0",
        ),
        (
            "https://github.com/terraform-aws-modules/terraform-aws-vpc/archive/v5.1.0.zip//terraform-aws-vpc-5.1.0/modules/x",
            f"{VPC}//modules/x",
            "v5.1.0",
        ),
        (
            "github.com/terraform-aws-modules/terraform-aws-s3-bucket?ref=v4.1.0",
            "terraform-aws-modules/s3-bucket/aws",
            "v4.1.0",
        ),
        ("github.com/me/terraform-aws-vpc", "me/vpc/aws", ""),
    ],
)  # fmt: skip
def test_every_spelling_of_a_source_leads_to_one_key(source: str, key: str, ref: str) -> None:
    address = module_address(source)
    assert address is not None
    assert (address.key, address.ref) == (key, ref)


@pytest.mark.parametrize(
    "source",
    [
        "./vpc", "../vpc", "vpc", "", "a/b", f"app.terraform.io/{VPC}", f"tfr://private.example.org/{VPC}?version=1.0.0",
        "git::https://gitlab.com/terraform-aws-modules/terraform-aws-vpc.git", "github.com/terraform-aws-modules/vpc",
        "git::https://example.org/github.com/terraform-aws-modules/terraform-aws-vpc.git",
        "s3::https://s3.amazonaws.com/b/vpc.zip",
    ],
)  # fmt: skip
def test_other_hosts_and_paths_are_no_public_module(source: str) -> None:
    assert module_address(source) is None


# -- which version -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "meets"),
    [
        ("5.1.0", True), ("= 5.1.0", True), ("4.9.9", False), ("6.0.0", False), ("v5.1.0", True),
        ("~> 5.0", True), ("~> 5.1.2", True), ("~> 4.0", False), ("~> 4", True), ("~> 6.0", False),
        (">= 4.0, < 6.0", True), (">= 4.0, < 5.0", False), (">= 4.0, <= 5.0", True), ("> 5.9", True),
        ("< 5.0.0", False), ("!= 5.0.0", True), (">= 5.0.0-rc1", True), (">=5.0,<5.1", True),
    ],
)  # fmt: skip
def test_a_constraint_admits_versions_as_terraform_reads_it(constraint: str, meets: bool) -> None:
    versions = admitted(constraint)
    assert versions is not None
    assert versions.meets(between((5, 0, 0), (6, 0, 0))) is meets


def test_what_is_no_constraint_or_no_version_tag_says_nothing() -> None:
    assert admitted("latest") is None
    assert [tagged(r) for r in ("develop", "0a1b2c3d", "v5", "release-5.1.0")] == [None] * 4
    assert tagged("refs/tags/v5.1.0") == tagged("tags/5.1.0") == admitted("5.1.0")


def majors(source: str, version: str | None = None) -> list[int]:
    return [known.since[0] for known in known_modules(source, version)]


def test_versions_that_nobody_described_are_not_known() -> None:
    assert majors(VPC, "5.1.0") == [4]
    assert majors(VPC, "~> 3.0") == [2]
    assert majors(VPC, "99.0.0") == majors(VPC, "~> 1.0") == majors(VPC, "nonsense") == []


def test_without_a_version_the_newest_is_meant_and_others_are_possible() -> None:
    assert majors(VPC) == majors(VPC, ">= 2.0") == [4, 2]
    assert majors("github.com/terraform-aws-modules/terraform-aws-vpc?ref=master") == [4, 2]
    # A commit or another branch may be any version.
    assert majors("github.com/terraform-aws-modules/terraform-aws-vpc?ref=0a1b2c3d") == []
    # In git only the tag says the version.
    assert majors("github.com/terraform-aws-modules/terraform-aws-vpc?ref=v3.0.0", "~> 5.0") == [2]


def test_parts_of_a_module_are_other_modules() -> None:
    assert majors(f"{VPC}//modules/vpc-endpoints") == []
    assert majors("terraform-aws-modules/iam/aws//modules/iam-role", "~> 6.0") == [2]


# -- the descriptions themselves ---------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.tf")), ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_descriptions_can_be_read_and_say_what_they_are(path: Path) -> None:
    tree = parse(Source(str(path), path.read_text()))
    assert tree["errors"] == []
    assert path.read_text().startswith("# ")


def test_every_row_of_the_table_has_a_description_and_knows_the_defaults_it_changes() -> None:
    for known in KNOWN:
        texts = "".join(p.read_text() for p in known.folder.glob("*.tf"))
        assert texts, known
        assert all(f'variable "{name}"' in texts for name in known.defaults)


# -- findings ----------------------------------------------------------------------------------


@pytest.fixture
def checked(files: Callable[[dict[str, str]], Path]) -> Callable[[str], Report]:
    """What the rules say about a root module."""

    def run(text: str) -> Report:
        base = files({"main.tf": text})
        return check(Options((base,), Config(base), base=base, cache=False))

    return run


Checked = Callable[[str], Report]

AZS = 'azs = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]\n'
THREE = '["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"]'
HEADER = "the header of the call"


def call(name: str, version: str, arguments: str) -> str:
    return f'module "m" {{\n  source = "terraform-aws-modules/{name}/aws"\n  version = "{version}"\n{arguments}\n}}\n'


NAME = 'name = "a"'
BUCKET = 'bucket = "orders"'
REDRIVE = (
    'redrive_policy = jsonencode({ deadLetterTargetArn = "arn:aws:sqs:eu-west-1:1:d", maxReceiveCount = 3 })'
)
STREAM = 'event_source_mapping = { s = { event_source_arn = "arn:aws:kinesis:eu-west-1:1:stream/s"%s } }'
TARGETS = "target_groups = %s"
DATABASE = f"{NAME}\n{AZS}database_subnets = %s"
GATEWAYS = f"{AZS}private_subnets = {THREE}\npublic_subnets = {THREE}\nenable_nat_gateway = true\n%s"
SOURCES = (
    f'{NAME}\nmin_size = 2\ntraffic_source_attachments = {{ a = {{ traffic_source_identifier = "x" }} }}'
)
GROUP = f'{NAME}\nmin_size = %s\ntarget_group_arns = ["x"]'
TABLE = 'hash_key = "id"\n%s'
TCP = '{ %s = "HTTP", health_check = { protocol = "%s" } }'

USES = [
    ("rds", "6.1.0", "database-single-zone", "", "multi_az = true", HEADER),
    ("rds", "~> 7.0", "database-single-zone", "multi_az = false", "multi_az = true", "false"),
    ("rds", "~> 5.0", "database-backup-disabled", "", "backup_retention_period = 7", HEADER),
    ("rds", "6.0.0", "database-final-snapshot-skipped", "skip_final_snapshot = true", "", "true"),
    ("rds", "4.0.0", "database-deletion-protection-off", "", "deletion_protection = true", HEADER),
    ("rds-aurora", "9.0.0", "database-cluster-single-instance", NAME, "instances = { a = {}, b = {} }", HEADER),
    ("rds-aurora", "10.0.0", "database-backup-retention-short", NAME, "backup_retention_period = 7", HEADER),
    ("rds-aurora", "~> 8.0", "database-backup-retention-short", "backup_retention_period = 1", "", "1"),
    ("s3-bucket", "4.1.0", "bucket-versioning-off", BUCKET, "versioning = { enabled = true }", HEADER),
    ("s3-bucket", "5.0.0", "bucket-versioning-off", "versioning = { enabled = false }",
     'versioning = { status = "Enabled" }', "false"),
    ("s3-bucket", "5.0.0", "bucket-versioning-off", "versioning = { status = false }",
     "versioning = { status = true }", "false"),
    ("s3-bucket", "3.0.0", "bucket-force-destroy", "force_destroy = true", "", "true"),
    ("sqs", "4.2.0", "queue-without-dead-letter-queue", NAME, f"{NAME}\ncreate_dlq = true", HEADER),
    ("sqs", "3.0.0", "queue-without-dead-letter-queue", NAME, f"{NAME}\n{REDRIVE}", HEADER),
    ("dynamodb-table", "4.0.0", "table-point-in-time-recovery-off", TABLE % "",
     TABLE % "point_in_time_recovery_enabled = true", HEADER),
    ("dynamodb-table", "4.0.0", "table-point-in-time-recovery-off", TABLE % "autoscaling_enabled = true",
     TABLE % "autoscaling_enabled = true\npoint_in_time_recovery_enabled = true", HEADER),
    ("alb", "8.7.0", "load-balancer-deletion-protection-off", "", "enable_deletion_protection = true", HEADER),
    ("alb", "9.0.0", "load-balancer-deletion-protection-off", "enable_deletion_protection = false", "", "false"),
    ("alb", "10.0.0", "target-group-without-health-check", TARGETS % ("{ a = %s }" % (TCP % ("protocol", "TCP"))),
     TARGETS % ("{ a = %s }" % (TCP % ("protocol", "HTTP"))), '"TCP"'),
    ("alb", "8.0.0", "target-group-without-health-check", TARGETS % ("[%s]" % (TCP % ("backend_protocol", "TCP"))),
     TARGETS % ("[%s]" % (TCP % ("backend_protocol", "HTTP"))), '"TCP"'),
    ("autoscaling", "6.5.0", "instance-group-min-size-one", GROUP % 1, GROUP % 2, "1"),
    ("autoscaling", "9.0.0", "instance-group-ignores-load-balancer-health", SOURCES,
     f'{SOURCES}\nhealth_check_type = "ELB"', HEADER),
    ("lambda", "7.0.0", "event-source-blocks-stream", STREAM % "", STREAM % ", maximum_retry_attempts = 3", HEADER),
    ("vpc", "5.0.0", "subnet-group-single-zone", DATABASE % '["10.0.1.0/24"]', DATABASE % THREE, '["10.0.1.0/24"]'),
    ("vpc", "6.0.0", "nat-gateway-shared-across-zones", GATEWAYS % "single_nat_gateway = true",
     GATEWAYS % "one_nat_gateway_per_az = true", "true"),
    ("vpc", "6.0.0", "nat-gateway-shared-across-zones", GATEWAYS % "single_nat_gateway = true", GATEWAYS % "", "true"),
]  # fmt: skip
"""Module, version, rule, a weak use, a good one, and what is underlined in the weak one."""


@pytest.mark.parametrize(("name", "version", "rule", "weak", "good", "marked"), USES)
def test_a_weak_use_is_found_at_the_call_and_a_good_one_is_not(
    checked: Checked, name: str, version: str, rule: str, weak: str, good: str, marked: str
) -> None:
    named = '\nidentifier = "a"' if name == "rds" else ""
    found = [f for f in checked(call(name, version, weak + named)).findings if f.rule.name == rule]
    assert len(found) == 1
    assert found[0].primary.file == "main.tf"
    assert found[0].primary.text == ('module "m"' if marked is HEADER else marked)
    assert (found[0].header.text, found[0].calls) == ('module "m"', ())
    mended = checked(call(name, version, good + named))
    assert mended.resources > 0
    assert rule not in {f.rule.name for f in mended.findings} | {u.rule.name for u in mended.undecided}


def test_keys_and_security_groups_are_known_by_their_outputs(loaded: Load) -> None:
    found = loaded(
        call("kms", "3.0.0", "create_replica = true")
        + call("security-group", "5.0.0", NAME).replace('"m"', '"s"')
        + 'resource "terraform_data" "t" {\ninput = [module.m.key_arn, module.s.security_group_id]\n}'
    )
    assert found.opaque == []
    assert ("module.m.aws_kms_replica_key.this[0]", "arn") in refs(found, "input")
    assert ("module.s.aws_security_group.this_name_prefix[0]", "id") in refs(found, "input")


@pytest.mark.parametrize(
    ("name", "version", "rule", "arguments"),
    [
        ("rds", "6.1.0", "database-single-zone", 'identifier = "a"\nmulti_az = var.unknown'),
        ("rds-aurora", "9.0.0", "database-cluster-single-instance", "instances = var.unknown"),
        ("s3-bucket", "4.1.0", "bucket-versioning-off", "versioning = var.unknown"),
        ("sqs", "4.1.0", "queue-without-dead-letter-queue", "create_dlq = var.unknown"),
        ("dynamodb-table", "4.1.0", "table-point-in-time-recovery-off", "point_in_time_recovery_enabled = var.unknown"),
        ("alb", "8.1.0", "load-balancer-deletion-protection-off", "enable_deletion_protection = var.unknown"),
        ("autoscaling", "8.0.0", "instance-group-single-zone", 'name = "a"\nvpc_zone_identifier = var.unknown'),
        ("vpc", "5.0.0", "subnet-group-single-zone", f"{AZS}database_subnets = var.unknown"),
        # The default was another one before version 9.
        ("alb", ">= 8.0", "load-balancer-deletion-protection-off", ""),
        ("rds-aurora", ">= 8.0", "database-backup-retention-short", ""),
    ],
)  # fmt: skip
def test_what_the_call_does_not_decide_is_undecided(
    checked: Checked, name: str, version: str, rule: str, arguments: str
) -> None:
    report = checked(call(name, version, arguments) + 'variable "unknown" {}\n')
    assert [f.rule.name for f in report.findings if f.rule.name == rule] == []
    assert rule in {u.rule.name for u in report.undecided}


def test_an_older_default_does_not_matter_when_the_call_says_it(checked: Checked) -> None:
    report = checked(call("alb", ">= 8.0", "enable_deletion_protection = false"))
    assert [f.rule.name for f in report.findings] == ["load-balancer-deletion-protection-off"]


def only(report: Report, rule: str) -> Finding:
    return next(f for f in report.findings if f.rule.name == rule)


def test_a_literal_at_the_call_is_written_and_a_default_of_the_module_is_a_default(checked: Checked) -> None:
    written = only(
        checked(call("rds", "6.0.0", 'identifier = "a"\nmulti_az = false')), "database-single-zone"
    )
    left_out = only(checked(call("rds", "6.0.0", 'identifier = "a"')), "database-single-zone")
    assert (written.confidence, written.label) == ("high", "")
    assert (left_out.confidence, left_out.label) == ("high", "multi_az not set; the default is false")


def test_the_default_of_a_variable_at_the_call_stands_at_the_argument(checked: Checked) -> None:
    text = (
        call("rds", "6.0.0", 'identifier = "a"\nmulti_az = var.standby')
        + 'variable "standby" {\ndefault = false\n}'
    )
    found = only(checked(text), "database-single-zone")
    assert (found.primary.text, found.confidence) == ("var.standby", "medium")


def test_a_suppression_at_the_call_covers_what_is_in_it(checked: Checked) -> None:
    text = "# reslint: ignore[database-single-zone] for tests\n" + call("rds", "6.0.0", 'identifier = "a"')
    report = checked(text)
    assert [s.finding.rule.name for s in report.suppressed] == ["database-single-zone"]


def test_descriptions_are_no_files_of_the_report(checked: Checked) -> None:
    report = checked(
        call("vpc", "5.0.0", AZS) + call("rds", "6.0.0", 'identifier = "a"').replace('"m"', '"db"')
    )
    assert report.files == 1
    assert all(f.primary.file == "main.tf" for f in report.findings)
    assert {n.code for n in report.notifications} == {"known-module"}


# -- outputs, addresses, joins -----------------------------------------------------------------


def test_subnets_of_a_module_have_the_zones_of_the_call(checked: Checked) -> None:
    vpc = call("vpc", "5.0.0", f"{AZS}private_subnets = {THREE}").replace('"m"', '"vpc"')
    group = 'resource "aws_db_subnet_group" "%s" {\n  subnet_ids = %s\n}\n'
    report = checked(
        vpc
        + group % ("good", "module.vpc.private_subnets")
        + group % ("weak", "[module.vpc.private_subnets[0]]")
    )
    assert [f.addresses for f in report.findings if f.rule.name == "subnet-group-single-zone"] == [
        ("aws_db_subnet_group.weak",)
    ]


def test_machines_of_a_cluster_have_the_zones_of_their_subnets(checked: Checked) -> None:
    vpc = call("vpc", "5.0.0", f"{AZS}private_subnets = {THREE}").replace('"m"', '"vpc"')
    groups = "subnet_ids = module.vpc.private_subnets\nself_managed_node_groups = { a = {}, b = { subnet_ids = %s } }"
    report = checked(vpc + call("eks", "20.0.0", groups % "[module.vpc.private_subnets[1]]"))
    found = only(report, "instance-group-single-zone")
    assert found.addresses == ('module.m.module.self_managed_node_group["b"].aws_autoscaling_group.this[0]',)
    assert found.primary.text == "[module.vpc.private_subnets[1]]"


def test_addresses_are_those_of_the_real_module(loaded: Load) -> None:
    found = loaded(
        call("rds", "6.0.0", 'identifier = "a"') + call("s3-bucket", "4.0.0", "").replace('"m"', '"b"')
    )
    assert addresses(found) == [
        "module.m.module.db_instance.aws_db_instance.this[0]",
        "module.b.aws_s3_bucket.this[0]",
    ]


def test_count_and_for_each_on_the_call_and_providers_reach_the_description(loaded: Load) -> None:
    found = loaded("""
        provider "aws" {
          alias  = "away"
          region = "eu-north-1"
        }
        module "db" {
          source     = "terraform-aws-modules/rds/aws"
          version    = "6.0.0"
          for_each   = { a = true, b = false }
          providers  = { aws = aws.away }
          identifier = each.key
          multi_az   = each.value
        }
    """)
    first = 'module.db["a"].module.db_instance.aws_db_instance.this[0]'
    second = first.replace('"a"', '"b"')
    assert addresses(found) == [first, second]
    assert [read(found, "multi_az", a) for a in (first, second)] == [True, False]
    assert resource(found, first).region.data == "eu-north-1"
    assert len(messages(found)) == 1


def test_inherited_arguments_through_a_local_module(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'variable "on" {}\n' + call("rds", "6.0.0", 'identifier = "a"\nmulti_az = var.on'),
        "main.tf": 'module "outer" {\nsource = "./m"\non = true\n}',
    })  # fmt: skip
    address = "module.outer.module.m.module.db_instance.aws_db_instance.this[0]"
    assert read(found, "multi_az", address) is True
    assert [span.text for span in resource(found, address).calls] == ['module "outer"']


def test_an_output_that_is_not_described_may_be_about_any_resource_of_the_module(loaded: Load) -> None:
    found = loaded(
        call("sqs", "4.0.0", 'name = "a"')
        + 'resource "terraform_data" "t" {\ninput = [module.m.queue_arn_static, module.m.queue_arn]\n}'
    )
    assert ("module.m.aws_sqs_queue.this[0]", "") in refs(found, "input")
    assert ("module.m.aws_sqs_queue.this[0]", "arn") in refs(found, "input")


def test_what_the_configuration_states_about_an_output_holds(loaded: Load) -> None:
    text = call("vpc", "5.0.0", AZS) + 'resource "terraform_data" "t" {\ninput = module.m.private_subnets\n}'
    found = loaded(text, assume={"module.m": {"private_subnets": ["a", "b"]}})
    assert read(found, "input") == ["a", "b"]


def test_installed_code_wins(loaded: Load) -> None:
    manifest = {"Modules": [{"Key": "m", "Source": "x", "Dir": ".terraform/modules/m"}]}
    found = loaded({
        ".terraform/modules/modules.json": json.dumps(manifest),
        ".terraform/modules/m/main.tf": 'resource "terraform_data" "d" {}',
        "main.tf": call("vpc", "5.0.0", ""),
    })  # fmt: skip
    assert addresses(found) == ["module.m.terraform_data.d"]
    assert messages(found) == []


def test_it_is_told_once_for_a_call(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": call("vpc", "~> 5.0", AZS),
        "main.tf": 'module "outer" {\nsource = "./m"\ncount = 3\n}',
    })  # fmt: skip
    assert [(n.level, n.code, n.message) for n in found.notifications] == [(
        "note",
        "known-module",
        "module.outer.module.m (terraform-aws-modules/vpc/aws ~> 5.0) is not installed: checked by what is known of it",
    )]  # fmt: skip
    assert found.opaque == []


@pytest.mark.parametrize("version", ["1.0.0", "99.0.0", "~> 1.0", "latest", "${var.v}"])
def test_an_unknown_version_is_opaque(loaded: Load, version: str) -> None:
    found = loaded(call("vpc", version, ""))
    assert found.opaque == ["module.m"]


def test_arguments_that_are_not_described_are_ignored(loaded: Load) -> None:
    found = loaded(call("sqs", "4.0.0", "surely_not_an_input = 1"))
    assert addresses(found) == ["module.m.aws_sqs_queue.this[0]"]
    assert [n.code for n in found.notifications] == ["known-module"]
