"""`reslint PATH…` as a user runs it: what it finds, what it says, how it ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WEAK = 'resource "aws_db_instance" "orders" {\n  engine   = "postgres"\n  multi_az = false\n}\n'
SELECT = ("--select", "database-single-zone")

Run = Callable[..., tuple[int, str, str]]


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def found(out: str) -> list[tuple[str, str]]:
    return [(f["rule"], f["addresses"][0]) for f in json.loads(out)["findings"]]


def test_a_finding_ends_with_1_and_shows_the_line(run: Run) -> None:
    write("infra/main.tf", WEAK)
    code, out, _ = run("infra", *SELECT)
    assert code == 1
    assert "infra/main.tf:3:14" in out
    assert "multi_az = false" in out


def test_check_may_be_left_out(run: Run) -> None:
    write("infra/main.tf", WEAK)
    assert run("infra", *SELECT)[0] == run("check", "infra", *SELECT)[0] == 1


def test_findings_below_the_threshold_end_with_0(run: Run) -> None:
    write("infra/main.tf", WEAK)
    assert run("infra", *SELECT, "--fail-on", "critical")[0] == 0
    assert run("infra", *SELECT, "--exit-zero")[0] == 0


def test_nothing_to_find_ends_with_0(run: Run) -> None:
    write("infra/main.tf", WEAK.replace("false", "true"))
    assert run("infra", *SELECT)[0] == 0


def test_a_path_that_does_not_exist_is_one_line_and_2(run: Run) -> None:
    code, out, err = run("nowhere")
    assert (code, out) == (2, "")
    assert err == "reslint: nowhere: no such file or directory\n"


def test_a_misspelt_command_is_recognised(run: Run) -> None:
    code, _, err = run("inspekt", ".")
    assert code == 2
    assert "did you mean the command `inspect`?" in err


def test_an_unknown_rule_is_refused_with_a_suggestion(run: Run) -> None:
    write("infra/main.tf", WEAK)
    code, _, err = run("infra", "--select", "database-singel-zone")
    assert code == 2
    assert "database-single-zone" in err


def test_a_broken_file_is_told_and_the_rest_is_checked(run: Run) -> None:
    write("infra/broken.tf", 'resource "aws_s3_bucket" "b" {\n  bucket = \n}\n')
    write("infra/main.tf", WEAK)
    code, out, _ = run("infra", *SELECT)
    assert code == 1
    assert "infra/broken.tf:2" in out


def test_a_broken_file_alone_ends_with_3(run: Run) -> None:
    write("infra/broken.tf", 'resource "aws_s3_bucket" "b" {\n  bucket = \n}\n')
    code, out, _ = run("infra", *SELECT)
    assert code == 3
    assert "broken.tf:2" in out


def test_other_blocks_of_a_broken_file_are_checked(run: Run) -> None:
    write("infra/main.tf", "locals {\n  a = [\n}\n\n" + WEAK)
    code, out, _ = run("infra", *SELECT, "--format", "json")
    assert code == 1
    assert found(out) == [("database-single-zone", "aws_db_instance.orders")]


@pytest.mark.parametrize("content", [b"\0GITCRYPT\0abc", b"\x7fELF\0\0\0", b"\xff\xfe\xfa"])
def test_an_unreadable_file_is_told_and_ends_with_3(run: Run, content: bytes) -> None:
    write("infra/main.tf", content)
    code, out, err = run("infra")
    assert code == 3
    assert "infra/main.tf" in out
    assert "Traceback" not in out + err


def test_an_opaque_module_ends_with_3_only_when_strict(run: Run) -> None:
    write("infra/main.tf", 'module "vpc" {\n  source = "example/network/aws"\n}\n')
    assert run("infra")[0] == 0
    code, out, _ = run("infra", "--strict")
    assert code == 3
    assert "module.vpc" in out


def test_a_file_that_is_no_template_is_passed_over_in_silence(run: Run) -> None:
    write("infra/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n")
    write("infra/package.json", '{"name": "x", "resources": {}}')
    code, out, _ = run("infra", "--format", "json")
    report = json.loads(out)
    assert (code, report["findings"], report["notifications"]) == (0, [], [])


def test_a_template_is_found_by_its_content(run: Run) -> None:
    write(
        "stack.cfn",
        "Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      Engine: mysql\n",
    )
    _, out, _ = run(".", *SELECT, "--format", "json")
    assert found(out) == [("database-single-zone", "Db")]


def test_inputs_decide(run: Run) -> None:
    write("infra/main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "var.ha"))
    assert run("infra", *SELECT)[0] == 0
    assert run("infra", *SELECT, "--var", "ha=false")[0] == 1
    write("prod.tfvars", "ha = true\n")
    assert run("infra", *SELECT, "--var-file", "prod.tfvars")[0] == 0
    write("t.yaml", "Parameters:\n  Ha: {Type: String}\nResources:\n  Db:\n    Type: AWS::RDS::DBInstance\n"
                    "    Properties:\n      Engine: mysql\n      MultiAZ: !Ref Ha\n")  # fmt: skip
    assert run("t.yaml", *SELECT)[0] == 0
    assert run("t.yaml", *SELECT, "--parameter", "Ha=false")[0] == 1


def test_undecided_is_counted_and_its_source_named(run: Run) -> None:
    write("infra/main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "var.ha"))
    _, out, _ = run("infra", *SELECT)
    assert "1 undecided" in out
    assert "var.ha" in out


@pytest.mark.parametrize(
    "text",
    [
        WEAK.replace("multi_az = false", "multi_az = false # reslint: ignore[database-single-zone] a trial"),
        "# reslint: ignore[database-single-zone] a trial\n" + WEAK,
        WEAK.replace("{", "{ # reslint: ignore[database-single-zone]", 1),
        WEAK.replace(
            "  multi_az", "  // reslint: ignore[database-single-zone, bucket-versioning-off]\n  multi_az"
        ),
    ],
)
def test_a_suppression_takes_the_finding_back_and_is_counted(run: Run, text: str) -> None:
    write("infra/main.tf", text)
    code, out, _ = run("infra", *SELECT, "--format", "json")
    report = json.loads(out)
    assert (code, report["findings"]) == (0, [])
    assert len(report["suppressed"]) == 1


def test_a_suppression_of_another_rule_changes_nothing(run: Run) -> None:
    write("infra/main.tf", "# reslint: ignore[bucket-versioning-off] why\n" + WEAK)
    assert run("infra", *SELECT)[0] == 1


def test_a_suppression_at_a_module_call_covers_what_it_creates(run: Run) -> None:
    write("infra/db/main.tf", WEAK)
    write(
        "infra/main.tf",
        '# reslint: ignore[database-single-zone] a trial\nmodule "db" {\n  source = "./db"\n}\n',
    )
    assert run("infra", *SELECT)[0] == 0


def test_a_malformed_suppression_is_told(run: Run) -> None:
    write("infra/main.tf", "# reslint: ignore database-single-zone\n" + WEAK)
    code, out, _ = run("infra", *SELECT)
    assert code == 1
    assert "ignore[rule-name]" in out


def test_metadata_suppresses_in_a_template(run: Run) -> None:
    write("t.yaml", "Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Metadata:\n      reslint:\n"
                    "        ignore: [{rule: database-single-zone, reason: a trial}]\n"
                    "    Properties:\n      Engine: mysql\n      MultiAZ: false\n")  # fmt: skip
    assert run("t.yaml", *SELECT)[0] == 0


def test_a_named_file_reports_only_what_touches_it_with_its_neighbours_read(run: Run) -> None:
    write("infra/variables.tf", 'variable "ha" {\n  default = false\n}\n')
    write("infra/main.tf", WEAK.replace("false", "var.ha"))
    write("infra/other.tf", WEAK.replace("orders", "other"))
    _, out, _ = run("infra/main.tf", *SELECT, "--format", "json")
    assert found(out) == [("database-single-zone", "aws_db_instance.orders")]


def test_changed_only_reads_the_root_that_calls_a_changed_module(run: Run) -> None:
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("modules/db/main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "var.ha"))
    write("live/main.tf", 'module "db" {\n  source = "../modules/db"\n  ha     = false\n}\n')
    code, out, _ = run("check", "--changed-only", *SELECT, "--format", "json", "modules/db/main.tf")
    assert code == 1
    assert found(out) == [("database-single-zone", "module.db.aws_db_instance.orders")]


def test_changed_only_passes_over_a_file_that_was_deleted(run: Run) -> None:
    write("infra/main.tf", WEAK)
    assert run("check", "--changed-only", "gone.tf", "infra/main.tf", *SELECT)[0] == 1


def test_instances_of_one_block_are_one_finding(run: Run) -> None:
    write("infra/main.tf", WEAK.replace("{\n", "{\n  count = 3\n", 1))
    _, out, _ = run("infra", *SELECT, "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert finding["addresses"] == [f"aws_db_instance.orders[{i}]" for i in range(3)]


def test_output_goes_to_a_file(run: Run) -> None:
    write("infra/main.tf", WEAK)
    code, out, _ = run("infra", *SELECT, "--format", "sarif", "--output", "out.sarif")
    assert (code, out) == (1, "")
    assert json.loads(Path("out.sarif").read_text())["version"] == "2.1.0"


# -- configuration ---------------------------------------------------------------------------------


def test_the_configuration_is_found_upwards(run: Run) -> None:
    write(".reslint.yaml", "ignore: [database-single-zone]\nselect: [zone]\n")
    write("a/b/main.tf", WEAK)
    assert run("a/b")[0] == 0
    assert run("a/b", "--no-config", *SELECT)[0] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignore: []\nselct: [zone]\n", ":2: `selct` is not a setting; did you mean `select`?"),
        ("fail-on: urgent\n", ":1: `fail-on`"),
        ("select: [\n", "not valid YAML"),
        ("rules:\n  database-single-zone:\n    min_zone: 3\n", "min_zone"),
        ("deployments:\n  - {name: a, path: b, regio: eu-west-1}\n", "did you mean `region`?"),
        ("deployments:\n  - {name: a, path: nowhere}\n", ":2: `nowhere` does not exist"),
        (
            "deployments:\n  - {name: a, path: .}\n  - {name: a, path: .}\n",
            ":3: deployment `a` of `.` stands here twice",
        ),
        (
            "deployments:\n  - {name: prod, path: .}\nsystems:\n  - {name: s, deployments: [prd]}\n",
            ":4: there is no deployment `prd`; did you mean `prod`?",
        ),
    ],
)
def test_a_broken_configuration_says_where_and_what(run: Run, text: str, said: str) -> None:
    write(".reslint.yaml", text)
    write("main.tf", WEAK)
    code, out, err = run(".")
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_parameter_of_a_rule_can_be_configured(run: Run) -> None:
    write(".reslint.yaml", "rules:\n  database-single-zone: {min_zones: 3}\n")
    write("main.tf", WEAK.replace("false", "true"))
    assert run(".", *SELECT)[0] == 1


def test_a_finding_says_in_which_deployments_it_holds(run: Run) -> None:
    write(".reslint.yaml", "deployments:\n  - {name: dev, path: infra, parameters: {ha: false}}\n"
                           "  - {name: prod, path: infra, parameters: {ha: true}}\n")  # fmt: skip
    write("infra/main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "var.ha"))
    _, out, _ = run("infra", *SELECT, "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert finding["deployments"] == ["dev"]


def test_what_code_cannot_know_can_be_assumed(run: Run) -> None:
    text = (
        'data "aws_subnets" "private" {}\nresource "aws_lb" "a" {\n  load_balancer_type = "network"\n'
        "  subnets = data.aws_subnets.private.ids\n}\n"
    )
    write("infra/main.tf", text)
    select = ("--select", "load-balancer-single-zone", "--format", "json")
    assert json.loads(run("infra", *select)[1])["summary"]["undecided"] == 1
    write(".reslint.yaml", "assume:\n  data.aws_subnets.private: {zones: 3}\n")
    assert json.loads(run("infra", *select)[1])["summary"]["undecided"] == 0


# -- inspect ---------------------------------------------------------------------------------------


def inspected(run: Run, *words: str) -> Any:
    return json.loads(run("inspect", *words, "--format", "json")[1])


def test_inspect_shows_values_places_and_references(run: Run) -> None:
    write("infra/main.tf", 'provider "aws" {\n  region = "eu-west-1"\n}\nvariable "x" {}\n'
          'resource "aws_s3_bucket" "a" {\n  bucket = "b-${var.x}"\n  tags = { a = [1, 2.5, null] }\n}\n'
          'resource "aws_thing" "t" {\n  of = aws_s3_bucket.a.arn\n}\n')  # fmt: skip
    view = inspected(run, "infra")
    bucket, thing = view["resources"]
    assert view["version"] == 1
    assert (bucket["kind"], bucket["region"], bucket["line"]) == ("Bucket", "eu-west-1", 5)
    assert bucket["attributes"]["bucket"] == {"unknown": 'variable "x" has no value'}
    assert bucket["attributes"]["tags"] == {"a": [1, 2.5, None]}
    assert (thing["kind"], thing["depends_on"]) == (None, ["aws_s3_bucket.a"])


def test_inspect_never_prints_a_sensitive_value(run: Run) -> None:
    write("infra/main.tf", 'variable "p" {\n  sensitive = true\n  default = "hunter2"\n}\n'
          'resource "aws_x" "a" {\n  password = var.p\n  url = "x://${var.p}@h"\n}\n')  # fmt: skip
    assert "hunter2" not in run("inspect", "infra", "--format", "json")[1]


# -- changed files, names and inputs that mean nothing ---------------------------------------------


def test_a_changed_variable_file_touches_what_it_decides(run: Run) -> None:
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("a/main.tf", 'variable "ha" {}\nmodule "m" {\n  source = "./m"\n  ha     = var.ha\n}\n')
    write("a/m/main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "var.ha"))
    write("a/terraform.tfvars", "ha = false\n")
    assert run("check", "--changed-only", *SELECT, "a/terraform.tfvars")[0] == 1


def test_a_broken_file_that_no_changed_file_belongs_to_is_not_told(run: Run) -> None:
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("broken/main.tf", 'resource "a" "b" {\n')
    write("infra/main.tf", WEAK.replace("false", "true"))
    write("values.yaml", "replicas: 1\n")
    assert run("check", "--changed-only", *SELECT, "values.yaml")[0] == 0
    assert run("check", "--changed-only", *SELECT, "infra/main.tf")[0] == 0
    assert run("check", "--changed-only", *SELECT, "broken/main.tf")[0] == 3


def test_a_changed_folder_is_the_files_in_it(run: Run) -> None:
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("a/main.tf", WEAK)
    write("b/main.tf", WEAK.replace("orders", "other"))
    _, out, _ = run("check", "--changed-only", *SELECT, "--format", "json", "b")
    assert found(out) == [("database-single-zone", "aws_db_instance.other")]


def test_a_name_that_is_not_utf8_costs_nothing(run: Run) -> None:
    write("good/main.tf", WEAK)
    Path("bad").mkdir()
    Path(os.fsdecode(b"bad/ma\xffin.tf")).write_text(WEAK.replace("orders", "other"))
    for format_ in ("console", "json", "sarif", "markdown"):
        code, out, err = run(".", *SELECT, "--format", format_)
        assert (code, err) == (1, "")
        assert "main.tf" in out


def test_a_missing_local_module_is_something_unread(run: Run) -> None:
    write("main.tf", 'module "a" {\n  source = "./nowhere"\n}\n')
    assert run(".", *SELECT)[0] == 3


@pytest.mark.parametrize("option", [("--var", "hq=true"), ("--parameter", "Hq=true")])
def test_an_input_that_nothing_declares_is_told(run: Run, option: tuple[str, str]) -> None:
    write("main.tf", 'variable "ha" {}\n' + WEAK.replace("false", "true"))
    code, out, _ = run(".", *SELECT, *option)
    assert code == 3
    assert "nothing that was read declares it" in out


def test_a_suppression_of_a_rule_that_does_not_exist_is_told(run: Run) -> None:
    write("main.tf", "# reslint: ignore[databse-single-zone] why\n" + WEAK)
    code, out, _ = run(".", *SELECT)
    assert code == 1
    assert "did you mean" in out
