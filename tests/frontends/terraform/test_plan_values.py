"""What a plan says of resources: values, references, places. Texts are as `terraform show -json` prints them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reslint.adapters.joins import Joins
from reslint.config import Config
from reslint.engine.deployments import Inputs
from reslint.engine.run import Options, Run
from reslint.model.inventory import Loaded
from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, ListOf, MapOf, Unknown, Value, all_refs

Json = dict[str, Any]
Load = Callable[..., Loaded]


def resource(
    block: str, values: Json, unknown: Json | None = None, key: int | str | None = None, **more: Any
) -> Json:
    """One resource instance with its change; `module` is the address of its module."""
    kind, name = block.removeprefix("data.").split(".")
    module = more.get("module", "")
    suffix = "" if key is None else f"[{json.dumps(key)}]"
    entry = {
        "address": f"{module}.{block}{suffix}".removeprefix("."), "type": kind, "name": name, "values": values,
        "mode": "data" if block.startswith("data.") else "managed", "sensitive_values": more.get("sensitive", {}),
    }  # fmt: skip
    if key is not None:
        entry["index"] = key
    change = {"actions": more.get("actions", ["create"]), "after": values, "after_unknown": unknown or {}}
    return {"entry": entry, "module": module, "change": {"address": entry["address"], "change": change}}


def block(address: str, expressions: Json, **more: Any) -> Json:
    return {"address": address, "provider_config_key": "aws", "expressions": expressions, **more}


def refs(*names: str) -> Json:
    return {"references": list(names)}


def plan(resources: list[Json], blocks: list[Json], **more: Any) -> Json:
    """A whole plan; `calls`, `providers`, `variables` and other top-level keys may be given."""
    modules: dict[str, list[Json]] = {}
    for made in resources:
        modules.setdefault(made["module"], []).append(made["entry"])
    root = {
        "resources": modules.pop("", []),
        "child_modules": [{"address": a, "resources": entries} for a, entries in modules.items()],
    }
    configuration = {
        "provider_config": more.pop("providers", {"aws": {"name": "aws"}}),
        "root_module": {"resources": blocks, "module_calls": more.pop("calls", {})},
    }
    return {
        "format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": root},
        "resource_changes": [made["change"] for made in resources], "configuration": configuration, **more,
    }  # fmt: skip


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def go(document: Json, **inputs: Any) -> Loaded:
        file = tmp_path / "plan.json"
        file.write_text(json.dumps(document))
        run = Run(Options((file,), Config(tmp_path), Inputs(**inputs), base=tmp_path))
        (inventory,) = run.inventories()
        return inventory.loaded

    return go


def only(loaded: Loaded, address: str) -> RawResource:
    (found,) = (r for r in loaded.resources if r.address == address)
    return found


def targets(value: Value) -> list[str]:
    return sorted({f"{ref.address}.{ref.attribute}".rstrip(".") for ref in all_refs(value)})


BUCKET = resource("aws_s3_bucket.b", {"bucket": "logs"}, {"id": True, "arn": True})
BUCKET_BLOCK = block("aws_s3_bucket.b", {"bucket": {"constant_value": "logs"}})


# -- values ------------------------------------------------------------------------------------------


def test_numbers_are_whole_or_decimal(load: Load) -> None:
    values: Json = {"a": 7, "b": 1.5, "c": 2.0, "d": True, "e": None}
    loaded = load(
        plan([resource("aws_x.a", values)], [block("aws_x.a", dict.fromkeys(values, refs("var.v")))])
    )
    attributes = only(loaded, "aws_x.a").attributes
    assert [attributes[n].data for n in values] == [7, Decimal("1.5"), 2, True, None]


def test_what_nobody_writes_and_only_the_provider_knows_is_left_out(load: Load) -> None:
    values: Json = {"engine": "mysql", "tags": None, "timeouts": [], "skip_final_snapshot": False, "id": "x"}
    made = resource("aws_db_instance.a", values, {"multi_az": True, "arn": True})
    attributes = only(
        load(plan([made], [block("aws_db_instance.a", {"engine": {"constant_value": "mysql"}})])),
        "aws_db_instance.a",
    ).attributes
    assert set(attributes) == {"engine", "skip_final_snapshot"}
    assert attributes["skip_final_snapshot"].origin == "default"


def test_without_configuration_what_is_unknown_stays_unknown(load: Load) -> None:
    loaded = load(plan([resource("aws_db_instance.a", {}, {"multi_az": True})], []))
    assert only(loaded, "aws_db_instance.a").get("multi_az").unknown


def test_what_is_known_in_part_keeps_what_is_known(load: Load) -> None:
    made = resource("aws_x.a", {"m": {"k": "v"}, "l": [None, 2]}, {"m": {"u": True}, "l": [True, False]})
    expressions = {"m": refs("local.m"), "l": refs("local.l")}
    attributes = only(load(plan([made], [block("aws_x.a", expressions)])), "aws_x.a").attributes
    entries = attributes["m"].entries
    assert entries["k"].data == "v"
    assert entries["u"].unknown == Unknown("known only after apply")
    assert [bool(item.unknown) for item in attributes["l"].items] == [True, False]


def test_nested_blocks_are_blocks_with_references_of_their_own(load: Load) -> None:
    made = resource("aws_x.a", {"rule": [{"n": 1}, {"n": 2}]}, {"rule": [{"to": True}, {"to": True}]})
    written = [{"n": {"constant_value": i}, "to": refs(f"aws_y.{i}.id", f"aws_y.{i}")} for i in (1, 2)]
    rule = only(load(plan([made], [block("aws_x.a", {"rule": written})])), "aws_x.a").attributes["rule"]
    assert isinstance(rule.data, ListOf)
    assert rule.data.shape == "blocks"
    assert [item.entries["to"].symbol for item in rule.items] == [
        AttributeOf(f"aws_y.{i}", "id") for i in (1, 2)
    ]


def test_blocks_that_dynamic_makes_are_blocks_without_references(load: Load) -> None:
    made = resource("aws_x.a", {"rule": [{"n": 1}]}, {"rule": [{"to": True}]})
    rule = only(load(plan([made], [block("aws_x.a", {})])), "aws_x.a").attributes["rule"]
    assert isinstance(rule.data, ListOf)
    assert rule.data.shape == "blocks"
    assert rule.items[0].entries["n"].data == 1
    assert rule.items[0].entries["to"].unknown


def test_a_single_nested_block_is_a_run_of_one(load: Load) -> None:
    made = resource("aws_x.a", {"timeouts": {"create": "5m"}})
    written = {"timeouts": {"create": {"constant_value": "5m"}}}
    value = only(load(plan([made], [block("aws_x.a", written)])), "aws_x.a").attributes["timeouts"]
    assert isinstance(value.items[0].data, MapOf)
    assert value.items[0].entries["create"].data == "5m"


@pytest.mark.parametrize("sensitive", [{"p": True}, {"p": {"q": True}}])
def test_sensitive_parts_are_marked(load: Load, sensitive: Json) -> None:
    made = resource("aws_x.a", {"p": {"q": "hunter2"}}, sensitive=sensitive)
    value = only(load(plan([made], [block("aws_x.a", {"p": refs("var.p")})])), "aws_x.a").attributes["p"]
    assert value.sensitive or value.entries["q"].sensitive


def test_sensitive_unknowns_are_marked(load: Load) -> None:
    made = resource("aws_x.a", {}, {"p": True}, sensitive={"p": True})
    loaded = load(plan([made], [block("aws_x.a", {"p": refs("aws_y.b.secret", "aws_y.b")})]))
    assert only(loaded, "aws_x.a").attributes["p"].sensitive


def test_what_is_deleted_or_forgotten_is_not_there(load: Load) -> None:
    gone = [resource(f"aws_x.{a}", {}, actions=[a]) for a in ("delete", "forget")]
    document = plan([BUCKET, *gone], [BUCKET_BLOCK])
    document["resource_changes"].append(
        {**BUCKET["change"], "deposed": "1234", "change": {"actions": ["delete"]}}
    )
    assert [r.address for r in load(document).resources] == ["aws_s3_bucket.b"]


def test_a_replacement_is_there(load: Load) -> None:
    made = resource("aws_x.a", {}, actions=["delete", "create"])
    assert [r.address for r in load(plan([made], [])).resources] == ["aws_x.a"]


def test_data_sources_read_for_the_plan_are_look_ups(load: Load) -> None:
    read = resource("data.aws_availability_zones.z", {"names": ["eu-west-1a"]})
    made = resource("aws_subnet.a", {"availability_zone": "eu-west-1a"})
    zone = refs("data.aws_availability_zones.z.names[0]", "data.aws_availability_zones.z.names",
                "data.aws_availability_zones.z")  # fmt: skip
    document = plan([made], [block("aws_subnet.a", {"availability_zone": zone})])
    document["prior_state"] = {"values": {"root_module": {"resources": [read["entry"]]}}}
    loaded = load(document)
    assert only(loaded, "data.aws_availability_zones.z").is_data
    assert only(loaded, "aws_subnet.a").attributes["availability_zone"].data == "eu-west-1a"


# -- references ----------------------------------------------------------------------------------------


def pointer(
    load: Load, name: str, expression: Json, unknown: Any = True, others: list[Json] | None = None
) -> Value:
    """The value of an unknown attribute of `aws_x.a` with this expression, beside some other resources."""
    made = [resource("aws_x.a", {}, {name: unknown}), BUCKET, *(others or [])]
    loaded = load(plan(made, [block("aws_x.a", {name: expression}), BUCKET_BLOCK]))
    return only(loaded, "aws_x.a").attributes[name]


def test_an_unknown_with_one_reference_is_that_attribute(load: Load) -> None:
    value = pointer(load, "bucket", refs("aws_s3_bucket.b.id", "aws_s3_bucket.b"))
    assert value.unknown == Unknown(
        "aws_s3_bucket.b.id is known only after apply", AttributeOf("aws_s3_bucket.b", "id"), "no"
    )
    assert targets(value) == ["aws_s3_bucket.b.id"]


@pytest.mark.parametrize("name", ["var.x", "aws_y.c.id", "each.key"])
def test_an_unknown_with_several_references_is_none_of_them(load: Load, name: str) -> None:
    value = pointer(load, "bucket", refs("aws_s3_bucket.b.id", "aws_s3_bucket.b", name))
    assert value.unknown
    assert value.symbol is None
    assert "aws_s3_bucket.b.id" in targets(value)


def test_a_local_hides_what_is_behind_it(load: Load) -> None:
    value = pointer(load, "bucket", refs("local.target", "aws_s3_bucket.b.id", "aws_s3_bucket.b"))
    made = [BUCKET, resource("aws_s3_bucket.c", {"bucket": "data"})]
    loaded = load(plan(made, []))
    joiner, other = only(loaded, "aws_s3_bucket.b"), only(loaded, "aws_s3_bucket.c")
    assert Joins(loaded.resources).points_at(value, joiner, other, (Value("data"),)) is None


def test_a_name_made_with_a_random_part_is_not_the_random_part(load: Load) -> None:
    random = resource("random_id.r", {}, {"hex": True})
    value = pointer(load, "bucket", refs("random_id.r.hex", "random_id.r"), others=[random])
    assert (value.symbol, targets(value)) == (None, [])


SUBNETS = [
    resource("aws_subnet.s", {"availability_zone": f"eu-west-1{z}"}, {"id": True}, i)
    for i, z in enumerate("ab")
]


def symbols(value: Value) -> list[str]:
    return [str(item.symbol).rstrip(".") for item in value.items]


def test_a_list_of_references_has_them_in_order(load: Load) -> None:
    names = [n for i in (1, 0) for n in (f"aws_subnet.s[{i}].id", f"aws_subnet.s[{i}]", "aws_subnet.s")]
    value = pointer(load, "subnets", refs(*names), [True, True], SUBNETS)
    assert symbols(value) == ["aws_subnet.s[1].id", "aws_subnet.s[0].id"]


def test_a_set_of_references_of_one_type_has_all_of_them(load: Load) -> None:
    names = [n for i in (0, 1) for n in (f"aws_subnet.s[{i}].id", f"aws_subnet.s[{i}]", "aws_subnet.s")]
    assert symbols(pointer(load, "subnet_ids", refs(*names), True, SUBNETS)) == [
        "aws_subnet.s[0].id", "aws_subnet.s[1].id",
    ]  # fmt: skip


@pytest.mark.parametrize("unknown", [True, [True, True]])
def test_a_splat_has_all_instances(load: Load, unknown: Any) -> None:
    value = pointer(load, "subnet_ids", refs("aws_subnet.s"), unknown, SUBNETS)
    assert symbols(value) == ["aws_subnet.s[0]", "aws_subnet.s[1]"]


def test_one_of_several_instances_is_not_guessed(load: Load) -> None:
    value = pointer(load, "subnet_id", refs("aws_subnet.s"), True, SUBNETS)
    assert (value.symbol, targets(value)) == (None, ["aws_subnet.s"])


def repeated(load: Load, expression: Json, over: Json, keys: tuple[str, ...] = ("a", "b")) -> list[Value]:
    """An unknown attribute of all instances of a versioning, beside buckets `a` and `b`."""
    buckets = [resource("aws_s3_bucket.of", {"bucket": k}, {"id": True}, k) for k in ("a", "b")]
    versionings = [resource("aws_s3_bucket_versioning.of", {}, {"bucket": True}, k) for k in keys]
    blocks = [
        block("aws_s3_bucket.of", {"bucket": refs("each.key")}),
        block("aws_s3_bucket_versioning.of", {"bucket": expression}, for_each_expression=over),
    ]
    loaded = load(plan([*buckets, *versionings], blocks))
    return [r.attributes["bucket"] for r in loaded.resources if r.type == "aws_s3_bucket_versioning"]


@pytest.mark.parametrize(
    ("expression", "over", "attribute"),
    [
        (refs("aws_s3_bucket.of", "each.key"), refs("local.names"), ""),
        (refs("aws_s3_bucket.of", "each.value"), refs("local.names"), ""),
        (refs("each.value.id", "each.value"), refs("aws_s3_bucket.of"), "id"),
    ],
)
def test_each_means_the_instance_with_the_same_key(
    load: Load, expression: Json, over: Json, attribute: str
) -> None:
    values = repeated(load, expression, over)
    assert [v.symbol for v in values] == [AttributeOf(f'aws_s3_bucket.of["{k}"]', attribute) for k in "ab"]


@pytest.mark.parametrize(
    ("expression", "keys"),
    [
        (refs("aws_s3_bucket.of", "each.value.bucket", "each.value"), ("a", "b")),
        (refs("aws_s3_bucket.of", "each.value"), ("a", "c")),
        (refs("aws_s3_bucket.of", "each.key"), ("c",)),
    ],
)
def test_each_that_may_mean_another_instance_is_not_decided(
    load: Load, expression: Json, keys: tuple[str, ...]
) -> None:
    value = repeated(load, expression, refs("local.names"), keys)[-1]
    assert (value.symbol, targets(value)) == (None, ["aws_s3_bucket.of"])


def test_references_go_through_variables_and_outputs_of_modules(load: Load) -> None:
    inner = resource("aws_s3_bucket.in", {"bucket": "x"}, {"id": True}, module="module.m")
    user = resource("aws_x.user", {}, {"of": True}, module="module.n")
    calls = {
        "m": {"module": {
            "resources": [block("aws_s3_bucket.in", {"bucket": {"constant_value": "x"}})],
            "outputs": {"id": {"expression": refs("aws_s3_bucket.in.id", "aws_s3_bucket.in")}},
        }},
        "n": {"expressions": {"target": refs("module.m.id", "module.m")},
              "module": {"resources": [block("aws_x.user", {"of": refs("var.target")})]}},
    }  # fmt: skip
    value = only(load(plan([inner, user], [], calls=calls)), "module.n.aws_x.user").attributes["of"]
    assert value.symbol == AttributeOf("module.m.aws_s3_bucket.in", "id")


def test_an_attribute_of_an_object_given_to_a_module_is_followed(load: Load) -> None:
    user = resource("aws_x.user", {}, {"of": True}, module="module.n")
    calls = {"n": {"expressions": {"bucket": refs("aws_s3_bucket.b")},
                   "module": {"resources": [block("aws_x.user", {"of": refs("var.bucket.id", "var.bucket")})]}}}  # fmt: skip
    value = only(load(plan([BUCKET, user], [BUCKET_BLOCK], calls=calls)), "module.n.aws_x.user").attributes[
        "of"
    ]
    assert value.symbol == AttributeOf("aws_s3_bucket.b", "id")


def test_variables_that_lead_to_one_another_end(load: Load) -> None:
    calls = {"m": {"expressions": {"a": refs("module.m.o", "module.m")}, "module": {
        "resources": [block("aws_x.a", {"of": refs("var.a")})],
        "outputs": {"o": {"expression": refs("var.a")}}}}}  # fmt: skip
    made = resource("aws_x.a", {}, {"of": True}, module="module.m")
    assert only(load(plan([made], [], calls=calls)), "module.m.aws_x.a").attributes["of"].symbol is None


def test_the_known_id_of_an_existing_resource_still_points_at_it(load: Load) -> None:
    subnets = [
        resource("aws_subnet.s", {"id": f"subnet-{i}", "availability_zone": "eu-west-1a"}, {}, i)
        for i in (0, 1)
    ]
    values = {"subnet_ids": ["subnet-1", "subnet-0", "subnet-9"], "zone": "eu-west-1a"}
    expressions = {
        "subnet_ids": refs("aws_subnet.s"),
        "zone": refs("aws_subnet.s[0].availability_zone", "aws_subnet.s[0]", "aws_subnet.s"),
    }
    made = [*subnets, resource("aws_x.a", values, actions=["no-op"])]
    attributes = only(
        load(plan(made, [block("aws_subnet.s", {}), block("aws_x.a", expressions)])), "aws_x.a"
    ).attributes
    first, second, third = attributes["subnet_ids"].items
    assert [first.symbol, second.symbol] == [AttributeOf(f"aws_subnet.s[{i}]", "id") for i in (1, 0)]
    assert third.data == "subnet-9"
    assert attributes["zone"].data == "eu-west-1a"


def test_depends_on_refers_to_the_block_in_its_module(load: Load) -> None:
    made = resource("aws_x.a", {}, module="module.m")
    calls = {"m": {"module": {"resources": [block("aws_x.a", {}, depends_on=["aws_y.b"])]}}}
    raw = only(load(plan([made], [], calls=calls)), "module.m.aws_x.a")
    assert targets(raw.meta["depends_on"]) == ["module.m.aws_y.b"]


def test_what_a_plan_does_not_tell_of_a_lifecycle_is_unknown(load: Load) -> None:
    raw = only(load(plan([BUCKET], [BUCKET_BLOCK])), "aws_s3_bucket.b")
    assert raw.meta["prevent_destroy"].unknown
    assert raw.meta["ignore_changes"].unknown


# -- places ----------------------------------------------------------------------------------------------


def aws(**expressions: Any) -> Json:
    return {"name": "aws", "expressions": expressions}


def region(load: Load, providers: Json, key: str = "aws", values: Json | None = None, **more: Any) -> Any:
    made = resource(more.pop("type", "aws_s3_bucket") + ".b", values or {})
    entry = {**block(made["entry"]["address"], {}), "provider_config_key": key}
    asked = more.pop("region", None)
    loaded = load(plan([made], [entry], providers=providers, **more), region=asked)
    value = loaded.resources[0].region
    return value.unknown.reason if value.unknown else value.data


def test_the_region_is_that_of_the_provider(load: Load) -> None:
    providers = {"aws": aws(region={"constant_value": "eu-west-1"}),
                 "aws.dr": {**aws(region=refs("var.dr")), "alias": "dr"}}  # fmt: skip
    assert region(load, providers) == "eu-west-1"
    assert region(load, providers, "aws.dr", variables={"dr": {"value": "eu-central-1"}}) == "eu-central-1"
    assert region(load, providers, values={"region": "us-east-1"}) == "us-east-1"
    assert region(load, providers, type="aws_iam_role") is None


def test_a_region_that_the_plan_does_not_tell_is_unknown(load: Load) -> None:
    assert region(load, {"aws": aws()}) == "the Region of provider aws is not in the code"
    assert (
        region(load, {"aws": aws(region=refs("local.r"))}) == "the Region of provider aws is not in the plan"
    )
    assert region(load, {"aws": aws(region=refs("local.r"))}, region="eu-west-3") == "eu-west-3"


def test_a_module_inherits_the_provider_of_its_caller(load: Load) -> None:
    assert (
        region(load, {"aws": aws(region={"constant_value": "eu-west-1"})}, "module.a.module.b:aws")
        == "eu-west-1"
    )


def test_a_provider_of_a_module_has_its_region_from_the_call(load: Load) -> None:
    providers = {"module.m:aws": {**aws(region=refs("var.where")), "module_address": "module.m"}}
    calls = {"m": {"expressions": {"where": {"constant_value": "eu-north-1"}}, "module": {}}}
    assert region(load, providers, "module.m:aws", calls=calls) == "eu-north-1"


def test_the_account_is_that_of_the_role(load: Load) -> None:
    role = [{"role_arn": {"constant_value": "arn:aws:iam::123456789012:role/deploy"}}]
    loaded = load(plan([BUCKET], [BUCKET_BLOCK], providers={"aws": aws(assume_role=role)}))
    assert loaded.resources[0].account.data == "123456789012"
    loaded = load(
        plan([BUCKET], [BUCKET_BLOCK], providers={"aws": aws(assume_role=[{"role_arn": refs("local.r")}])})
    )
    assert loaded.resources[0].account.unknown


# -- with sources ------------------------------------------------------------------------------------------


def test_the_sources_tell_the_region_that_the_plan_does_not(load: Load, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'locals {\n  r = "eu-west-2"\n}\nprovider "aws" {\n  region = local.r\n}\n'
        'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n'
    )
    document = plan([BUCKET], [BUCKET_BLOCK], providers={"aws": aws(region=refs("local.r"))})
    assert load(document).resources[0].region.data == "eu-west-2"


def test_instances_that_the_sources_do_not_tell_apart_have_places_but_no_values_from_them(
    load: Load, tmp_path: Path
) -> None:
    (tmp_path / "main.tf").write_text(
        'resource "aws_x" "a" {\n  for_each = data.aws_y.z.names\n  of = each.key == "k" ? aws_v.c.id : aws_w.d.id\n}\n'
        'data "aws_y" "z" {\n}\n'
    )
    made = resource("aws_x.a", {}, {"of": True}, "k")
    names = refs("each.key", "aws_v.c.id", "aws_v.c", "aws_w.d.id", "aws_w.d")
    raw = only(load(plan([made], [block("aws_x.a", {"of": names})])), 'aws_x.a["k"]')
    value = raw.attributes["of"]
    assert (raw.span.file, raw.span.line, value.span and value.span.line) == ("main.tf", 1, 3)
    assert value.unknown == Unknown("known only after apply")


def test_the_plan_decides_what_the_sources_cannot(load: Load, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'resource "aws_x" "a" {\n  n = data.aws_y.z.n\n}\ndata "aws_y" "z" {\n}\n'
    )
    names = refs("data.aws_y.z.n", "data.aws_y.z")
    value = (
        load(plan([resource("aws_x.a", {"n": 3})], [block("aws_x.a", {"n": names})])).resources[0].get("n")
    )
    assert value.data == 3
    assert value.span is not None
    assert value.span.text == "data.aws_y.z.n"
