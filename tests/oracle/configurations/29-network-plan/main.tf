variable "cidr" { default = "10.20.0.0/16" }
variable "zones" { default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"] }

locals {
  tiers = { public = { bits = 8, first = 0 }, private = { bits = 4, first = 1 }, data = { bits = 8, first = 200 } }
  subnets = merge([
    for tier, t in local.tiers : {
      for i, zone in var.zones : "${tier}-${substr(zone, -1, 1)}" => {
        tier = tier
        zone = zone
        cidr = cidrsubnet(var.cidr, t.bits, t.first + i)
      }
    }
  ]...)
  by_zone = { for name, s in local.subnets : s.zone => name... }
}

resource "terraform_data" "subnet" {
  for_each = local.subnets
  input    = merge(each.value, { gateway = cidrhost(each.value.cidr, 1), mask = cidrnetmask(each.value.cidr) })
}

resource "terraform_data" "nat" {
  count = length(distinct(values(local.subnets)[*].zone))
  input = {
    zone   = var.zones[count.index]
    subnet = terraform_data.subnet["public-${substr(var.zones[count.index], -1, 1)}"].input.cidr
  }
}

output "by_zone" { value = local.by_zone }
output "blocks" { value = cidrsubnets(var.cidr, 4, 4, 8, 2) }
output "v6" { value = cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162) }
output "nat_zones" { value = terraform_data.nat[*].input.zone }
