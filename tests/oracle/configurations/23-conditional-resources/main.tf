variable "enabled" { default = false }
variable "name" { default = "" }

resource "terraform_data" "maybe" {
  count = var.enabled ? 1 : 0
  input = "maybe"
}

resource "terraform_data" "always" {
  count = var.enabled ? 0 : 1
  input = var.name != "" ? var.name : null
}

resource "terraform_data" "text_count" {
  count = "2"
  input = count.index == 0 ? "first" : "other"
}

resource "terraform_data" "none" {
  for_each = var.enabled ? { a = 1 } : {}
  input    = each.value
}

resource "terraform_data" "uses" {
  input = {
    one      = one(terraform_data.maybe[*].input)
    try      = try(terraform_data.maybe[0].input, "fallback")
    splat    = terraform_data.maybe[*].input
    join     = join("", terraform_data.maybe.*.input)
    concat   = concat(terraform_data.maybe[*].input, terraform_data.always[*].input)
    element  = element(terraform_data.text_count[*].input, 3)
    coalesce = coalescelist(terraform_data.maybe[*].input, ["none"])
    length   = [length(terraform_data.maybe), length(terraform_data.none)]
    can      = can(terraform_data.maybe[0].input)
    values   = values(terraform_data.none)
  }
}

output "none" {
  value = terraform_data.none
}
