"""Times reslint on files that it makes. See README.md beside this file."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
ROOTS = 20
BLOCKS = 25
"""Repetitions of `SHOP` in one root: eight resources each."""

SHOP = """
resource "aws_subnet" "s{i}" {{
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/8", 16, {i} * 3 + count.index)
  availability_zone = data.aws_availability_zones.all.names[count.index]
}}
resource "aws_db_subnet_group" "g{i}" {{
  name       = "group-{i}"
  subnet_ids = aws_subnet.s{i}[*].id
}}
resource "aws_db_instance" "d{i}" {{
  identifier           = "${{local.name}}-{i}"
  engine               = "postgres"
  multi_az             = var.environment == "prod"
  db_subnet_group_name = aws_db_subnet_group.g{i}.name
}}
resource "aws_s3_bucket" "b{i}" {{
  bucket = "${{local.name}}-bucket-{i}"
}}
resource "aws_s3_bucket_versioning" "v{i}" {{
  bucket = aws_s3_bucket.b{i}.id
  versioning_configuration {{
    status = "Enabled"
  }}
}}
resource "aws_sqs_queue" "q{i}" {{
  name = "queue-{i}"
  redrive_policy = jsonencode({{ deadLetterTargetArn = aws_s3_bucket.b{i}.arn, maxReceiveCount = 3 }})
}}
"""
HEAD = """
variable "environment" {
  default = "dev"
}
locals {
  name = "shop-${var.environment}"
}
provider "aws" {
  region = "eu-west-1"
}
data "aws_availability_zones" "all" {}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/8"
}
"""
PARSER_ALONE = """
import sys, pathlib, hcl2
for path in pathlib.Path(sys.argv[1]).rglob("*.tf"):
    hcl2.parses_to_tree(path.read_text())
"""


def write_roots(folder: Path, blocks: int) -> int:
    """Write the roots; the number of bytes."""
    total = 0
    for number in range(ROOTS):
        root = folder / f"root{number}"
        root.mkdir(parents=True)
        text = HEAD + "".join(SHOP.format(i=i) for i in range(blocks)) + f"# {number}\n"
        (root / "main.tf").write_text(text)
        total += len(text)
    return total


def median_seconds(command: list[str], environment: dict[str, str], before: str = "") -> float:
    """The median of several runs; files that match `before` in the cache are removed first."""
    times = []
    for _ in range(RUNS):
        for path in Path(environment["RESLINT_CACHE_DIR"]).rglob(before) if before else ():
            path.unlink()
        begun = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "RESLINT_CACHE_DIR": str(folder / "cache")}
        size = write_roots(folder / "once", BLOCKS)
        write_roots(folder / "twice", BLOCKS * 2)
        reslint = [sys.executable, "-m", "reslint"]
        check = [*reslint, "check", "--no-config", str(folder / "once")]
        twice = [*reslint, "check", "--no-config", str(folder / "twice")]
        for command in (check, twice):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        print(f"{ROOTS} roots, {size / 1000:.0f} KB, {ROOTS * BLOCKS * 8} resources; medians of {RUNS} runs")
        rows = {
            "start": median_seconds([*reslint, "--version"], environment),
            "parser alone": median_seconds(
                [sys.executable, "-c", PARSER_ALONE, str(folder / "once")], environment
            ),
            "cold": median_seconds(check, environment, "*.tree"),
            "warm": median_seconds(check, environment),
            "warm, twice the resources": median_seconds(twice, environment),
        }
        for label, seconds in rows.items():
            print(f"{label:<28}{seconds:8.2f} s")


if __name__ == "__main__":
    main()
