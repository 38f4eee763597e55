locals {
  raw = jsondecode("{\"a\": {\"b\": [1, 2]}, \"n\": null}")
}

output "tries" {
  value = [
    try(local.raw.a.b[0], "x"), try(local.raw.a.b[5], "x"), try(local.raw.missing.b, local.raw.a.b[1]),
    try(local.raw.n.x, "null"), try(tonumber("abc"), -1), try(tolist(local.raw.a), "no list"),
    try(local.raw["a"]["b"][1], 0), try(length(local.raw.n), "no length"), try(regex("^(\\d+)$", "42")[0], "")
  ]
}

output "cans" {
  value = [can(local.raw.a), can(local.raw.b), can(local.raw.a.b[2]), can(tonumber("1")), can(tobool("x")), can(null), can(1 / 0), can(merge(1))]
}

resource "terraform_data" "t" {
  for_each = { for k, v in local.raw : k => v if can(v.b) }
  input    = try(each.value.b, [])
}

output "unknown" {
  value = [try(terraform_data.t["a"].id, "x") == null, can(terraform_data.t["a"].output), can(terraform_data.t["b"].id)]
}

output "one" {
  value = [one([]), one(["x"]), try(one(["x", "y"]), "many")]
}
