module "m" {
  source = "./m"
}

module "many" {
  source = "./m"
  count  = 2
}

locals {
  all = module.m
}

output "whole" { value = module.m }
output "through_local" { value = local.all.list[1] }
output "keys" { value = keys(module.m) }
output "merged" { value = merge(module.m, { extra = true }) }
output "many" { value = module.many[*].object.a }
output "values" { value = [for k, v in module.m : k] }
output "try" { value = try(module.m.missing, "none") }
output "second" { value = module.many[1].list }
