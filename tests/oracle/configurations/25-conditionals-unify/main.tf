variable "env" { default = "prod" }

locals {
  prod = var.env == "prod"
}

resource "terraform_data" "kinds" {
  input = {
    number_string = local.prod ? 1 : "a"
    bool_string   = local.prod ? true : "x"
    null_left     = local.prod ? null : "x"
    null_right    = local.prod ? "x" : null
    empty_list    = local.prod ? ["a"] : []
    tuples        = local.prod ? [1, "a"] : ["b", 2]
    lengths       = local.prod ? [1, 2, 3] : [4]
    empty_map     = local.prod ? { a = 1 } : {}
    objects       = local.prod ? { a = 1, b = "x" } : { a = "2", b = "y" }
    list_set      = local.prod ? toset(["b", "a"]) : toset([])
    nested        = local.prod ? { a = [1] } : { a = ["x"] }
    both_null     = local.prod ? null : null
  }
}

output "chain" {
  value = var.env == "test" ? 1 : var.env == "prod" ? 3 : 2
}

output "lookup" {
  value = lookup({ prod = "large", test = "small" }, var.env, "medium")
}

output "index" {
  value = { prod = 3, test = 1 }[var.env]
}
