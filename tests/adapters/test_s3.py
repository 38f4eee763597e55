"""Buckets: versioning, replication, and what they are certainly for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reslint.engine.finding import Report
from reslint.model.inventory import Inventory

Make = Callable[..., Inventory]
Check = Callable[..., Report]

FAR = 'provider "aws" {\n  alias = "far"\n  region = "eu-central-1"\n}\n'


def bucket(label: str = "data", body: str = "") -> str:
    return f'resource "aws_s3_bucket" "{label}" {{\n{body}\n}}\n'


def versioning(pointer: str = "aws_s3_bucket.data.id", status: str = '"Enabled"', more: str = "") -> str:
    return (
        f'resource "aws_s3_bucket_versioning" "v" {{\n  bucket = {pointer}\n{more}\n'
        f"  versioning_configuration {{\n    status = {status}\n  }}\n}}\n"
    )


def replication(destination: str, *rules: str) -> str:
    blocks = "".join(
        f'  rule {{\n    status = "{status}"\n'
        f"    destination {{\n      bucket = {destination}\n    }}\n  }}\n"
        for status in rules or ("Enabled",)
    )
    return (
        'resource "aws_s3_bucket_replication_configuration" "r" {\n'
        f'  bucket = aws_s3_bucket.data.id\n  role = "r"\n{blocks}}}\n'
    )


def named(inventory: Inventory, address: str) -> Any:
    return inventory.by_address[address]


def data(inventory: Inventory) -> Any:
    return named(inventory, "aws_s3_bucket.data")


def purposes(found: Any) -> list[Any]:
    return [purpose.data for purpose in found.purpose.items]


# -- versioning ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pointer", ["aws_s3_bucket.data.id", "aws_s3_bucket.data.bucket", '"invoices"'])
def test_versioning_is_joined_however_it_names_the_bucket(tf: Make, pointer: str) -> None:
    text = bucket(body='bucket = "invoices"') + versioning(pointer)
    assert data(tf(text)).versioning.data == "Enabled"


def test_versioning_of_another_bucket_is_not_its_own(tf: Make) -> None:
    text = bucket() + bucket("other") + versioning("aws_s3_bucket.other.id")
    assert data(tf(text)).versioning.data == "Disabled"


def test_versioning_that_may_not_exist_leaves_it_open(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + bucket() + versioning(more="count = var.n")
    assert data(tf(text)).versioning.unknown


@pytest.mark.parametrize(("enabled", "status"), [("true", "Enabled"), ("false", "Suspended")])
def test_versioning_may_stand_inside_the_bucket(tf: Make, enabled: str, status: str) -> None:
    text = bucket(body=f"versioning {{\n  enabled = {enabled}\n}}")
    assert data(tf(text)).versioning.data == status


# -- replication ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "destination",
    ["aws_s3_bucket.copy.arn", '"arn:aws:s3:::copy"', '"arn:aws:s3:::${aws_s3_bucket.copy.id}"'],
)
def test_the_region_of_a_copy_is_that_of_its_bucket(tf: Make, destination: str) -> None:
    copy = bucket("copy", 'provider = aws.far\nbucket = "copy"')
    inventory = tf(FAR + bucket() + copy + replication(destination))
    assert [region.data for region in data(inventory).replica_regions.items] == ["eu-central-1"]
    assert named(inventory, "aws_s3_bucket.copy").is_replica_destination.data is True
    assert data(inventory).is_replica_destination.data is False


@pytest.mark.parametrize("destination", ["aws_s3_bucket.copy.arn", '"arn:aws:s3:::copy"'])
def test_a_destination_without_versioning_is_underlined_where_it_is_named(
    report_of: Check, destination: str
) -> None:
    copy = bucket("copy", 'provider = aws.far\nbucket = "copy"')
    text = FAR + bucket() + versioning() + copy + replication(destination)
    (finding,) = report_of("terraform", text, "bucket-replication-ineffective").findings
    assert (finding.primary.text.strip('"'), finding.label) == (destination.strip('"'), "")


def test_a_destination_with_suspended_versioning_is_underlined_there(report_of: Check) -> None:
    off = versioning("aws_s3_bucket.copy.id", '"Suspended"').replace('"v"', '"w"')
    text = bucket() + versioning() + bucket("copy") + off + replication("aws_s3_bucket.copy.arn")
    (finding,) = report_of("terraform", text, "bucket-replication-ineffective").findings
    assert finding.primary.text.strip('"') == "Suspended"


def test_a_destination_that_is_not_in_the_code_has_an_unknown_region_and_no_versioning(tf: Make) -> None:
    (copy,) = data(tf(bucket() + replication('"arn:aws:s3:::elsewhere"'))).copies.items
    assert copy.entries["region"].unknown
    assert copy.entries["versioning"].absent


def test_every_rule_is_a_copy(tf: Make) -> None:
    copies = data(tf(bucket() + replication('"arn:aws:s3:::x"', "Disabled", "Enabled"))).copies.items
    assert [copy.entries["status"].data for copy in copies] == ["Disabled", "Enabled"]


def test_a_destination_in_a_second_rule_is_found_too(cfn: Make) -> None:
    text = """
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      ReplicationConfiguration:
        Role: r
        Rules:
          - {Status: Enabled, Destination: {Bucket: "arn:aws:s3:::elsewhere"}}
          - {Status: Enabled, Destination: {Bucket: !Sub "arn:${AWS::Partition}:s3:::${Copy}"}}
  Copy:
    Type: AWS::S3::Bucket
"""
    assert named(cfn(text), "Copy").is_replica_destination.data is True


def test_an_unknown_destination_may_be_any_other_bucket_that_it_fits(tf: Make) -> None:
    text = 'variable "to" {\n}\n' + bucket() + bucket("b", 'bucket = "b"') + replication("var.to")
    inventory = tf(text)
    assert named(inventory, "aws_s3_bucket.b").is_replica_destination.unknown
    assert data(inventory).is_replica_destination.data is False


def test_an_unknown_destination_with_another_beginning_is_another_bucket(tf: Make) -> None:
    text = 'variable "to" {\n}\n' + bucket() + bucket("b", 'bucket = "b"')
    inventory = tf(text + replication('"arn:aws:s3:::copies-${var.to}"'))
    assert named(inventory, "aws_s3_bucket.b").is_replica_destination.data is False


# -- what it is for --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("writer", "purpose"),
    [
        ('resource "aws_s3_bucket_logging" "w" {\n  bucket = "x"\n  target_bucket = POINTER\n}', "log"),
        ('resource "aws_lb" "w" {\n  access_logs {\n    bucket = POINTER\n  }\n}', "log"),
        ('resource "aws_cloudtrail" "w" {\n  s3_bucket_name = POINTER\n}', "log"),
        ('resource "aws_codepipeline" "w" {\n  artifact_store {\n    location = POINTER\n  }\n}', "artifact"),
        ('resource "aws_s3_bucket_website_configuration" "w" {\n  bucket = POINTER\n}', "artifact"),
    ],
)
@pytest.mark.parametrize("pointer", ["aws_s3_bucket.data.id", '"invoices"'])
def test_who_writes_to_a_bucket_tells_what_it_is_for(
    tf: Make, writer: str, purpose: str, pointer: str
) -> None:
    text = bucket(body='bucket = "invoices"') + writer.replace("POINTER", pointer) + "\n"
    assert purposes(data(tf(text))) == [purpose]


def test_one_variable_that_names_both_joins_them(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + bucket(body="bucket = var.n")
    text += 'resource "aws_cloudtrail" "w" {\n  s3_bucket_name = var.n\n}\n'
    assert purposes(data(tf(text))) == ["log"]


def test_a_log_target_from_outside_says_nothing_about_the_buckets_here(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + bucket(body='bucket = "invoices"')
    text += 'resource "aws_cloudtrail" "w" {\n  s3_bucket_name = var.n\n}\n'
    found = data(tf(text)).purpose.data
    assert (found.items, found.rest) == ((), None)


def test_a_writer_that_may_not_exist_leaves_the_purpose_open(tf: Make) -> None:
    text = 'variable "n" {\n}\n' + bucket()
    text += 'resource "aws_cloudtrail" "w" {\n  count = var.n\n  s3_bucket_name = aws_s3_bucket.data.id\n}\n'
    assert data(tf(text)).purpose.data.rest


SITE = """
resource "aws_cloudfront_distribution" "site" {
  default_root_object = ROOT
  origin {
    origin_id   = "site"
    domain_name = aws_s3_bucket.data.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id = "site"
  }
}
"""


@pytest.mark.parametrize(("root", "found"), [('"index.html"', ["artifact"]), ('""', [])])
def test_the_default_origin_of_a_site_with_a_root_page_is_built_from_source(
    tf: Make, root: str, found: list[str]
) -> None:
    assert purposes(data(tf(bucket() + SITE.replace("ROOT", root)))) == found


def test_a_domain_name_put_together_from_the_bucket_means_it(cfn: Make) -> None:
    text = """
Resources:
  Logs:
    Type: AWS::S3::Bucket
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Logging: {Bucket: !Sub "${Logs}.s3.amazonaws.com"}
"""
    assert purposes(named(cfn(text), "Logs")) == ["log"]


def test_a_name_only_suggests_a_purpose(tf: Make) -> None:
    found = data(tf(bucket(body='bucket = "acme-access-logs"')))
    (guess,) = found.likely_purpose.items
    assert (guess.data, guess.origin) == ("log", "named")
    assert purposes(found) == []


@pytest.mark.parametrize("name", ["catalogue", "blogs", "drafts", "contest-entries"])
def test_a_word_inside_a_longer_word_suggests_nothing(tf: Make, name: str) -> None:
    assert data(tf(bucket(body=f'bucket = "{name}"'))).likely_purpose.items == ()


# -- scratch data --------------------------------------------------------------------------------


def lifecycle(rule: str, pointer: str = "aws_s3_bucket.data.id") -> str:
    return f'resource "aws_s3_bucket_lifecycle_configuration" "l" {{\n  bucket = {pointer}\n  rule {{\n{rule}\n  }}\n}}\n'


SHORT = 'status = "Enabled"\nexpiration {\n  days = 2\n}\n'


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (SHORT, True),
        (SHORT + "filter {}\n", True),
        (SHORT + 'filter {\n  prefix = ""\n}\n', True),
        (SHORT + 'filter {\n  prefix = "tmp/"\n}\n', False),
        (SHORT + 'prefix = "tmp/"\n', False),
        (SHORT + 'filter {\n  tag {\n    key = "a"\n    value = "b"\n  }\n}\n', False),
        (SHORT + "filter {\n  object_size_greater_than = 500\n}\n", False),
        (SHORT.replace("Enabled", "Disabled"), False),
        (SHORT.replace("2", "8"), False),
        ('status = "Enabled"\nnoncurrent_version_expiration {\n  noncurrent_days = 2\n}\n', False),
    ],
)
def test_a_bucket_that_loses_everything_within_a_week_is_scratch(tf: Make, rule: str, expected: bool) -> None:
    found = data(tf(bucket() + lifecycle(rule)))
    assert (found.expires_soon.data, "scratch" in purposes(found)) == (expected, expected)


def test_a_lifecycle_of_an_undecided_age_leaves_it_open(tf: Make) -> None:
    text = 'variable "days" {\n  type = number\n}\n' + bucket() + lifecycle(SHORT.replace("2", "var.days"))
    assert data(tf(text)).expires_soon.unknown is not None


def test_a_legacy_lifecycle_rule_inside_the_bucket_counts(tf: Make) -> None:
    rule = "lifecycle_rule {\n  enabled = true\n  expiration {\n    days = 1\n  }\n}\n"
    assert data(tf(bucket(body=rule))).expires_soon.data is True


def test_a_lifecycle_of_another_bucket_does_not_count(tf: Make) -> None:
    text = bucket() + bucket("other") + lifecycle(SHORT, "aws_s3_bucket.other.id")
    assert data(tf(text)).expires_soon.data is False


def test_a_module_call_names_a_bucket_that_its_module_calls_this(tf: Any) -> None:
    inventory = tf('module "access_logs" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n}\n')
    (bucket,) = inventory.of_kind("Bucket")
    assert [item.data for item in bucket.attribute("likely_purpose").items] == ["log"]
