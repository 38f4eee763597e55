resource "terraform_data" "vpc" {
  for_each = { eu = "10.0.0.0/16", us = "10.1.0.0/16" }
  input    = { cidr = each.value, name = each.key }
}

resource "terraform_data" "subnet" {
  for_each = terraform_data.vpc
  input    = cidrsubnet(each.value.input.cidr, 8, 1)
}

resource "terraform_data" "route" {
  for_each = terraform_data.subnet
  input    = { vpc = terraform_data.vpc[each.key].id, subnet = each.value.id, cidr = each.value.input }
}

output "routes" {
  value = { for k, r in terraform_data.route : k => r.input.cidr }
}

output "count" {
  value = length(terraform_data.route)
}

output "known_ids" {
  value = keys(terraform_data.subnet)
}
