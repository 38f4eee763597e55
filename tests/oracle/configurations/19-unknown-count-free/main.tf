resource "terraform_data" "base" {
  input = "base"
}

locals {
  id   = terraform_data.base.id
  name = "app-${terraform_data.base.id}"
}

resource "terraform_data" "known_parts" {
  input = {
    id       = local.id
    name     = local.name
    zones    = ["a", local.id]
    is_null  = local.id == null
    starts   = startswith(local.name, "app-")
    not_web  = startswith(local.name, "web-")
    length   = length(["a", local.id])
    set      = toset(["a", "b"])
    merged   = merge({ a = 1 }, { b = local.id })
    chosen   = local.id == "x" ? "same" : "same"
    either   = local.id == "x" ? "one" : "two"
    coalesce = coalesce("known", local.id)
  }
}

resource "terraform_data" "counted" {
  count = local.id == null ? 0 : 2
  input = [count.index, local.id]
}

resource "terraform_data" "keyed" {
  for_each = { a = local.id, b = "known" }
  input    = each.value
}

output "base" {
  value = terraform_data.base.output
}

output "keys" {
  value = keys(terraform_data.keyed)
}

output "contains" {
  value = [contains(["a", local.id], "a"), contains(["a", local.id], "b"), contains(keys({ x = local.id }), "x")]
}

output "joined" {
  value = join(",", ["a", local.id])
}

output "logic" {
  value = [anytrue([true, local.id == "x"]), alltrue([false, local.id == "x"]), local.id == "x" && false]
}
