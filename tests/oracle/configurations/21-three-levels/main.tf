variable "environments" {
  default = {
    test = { regions = ["eu"] }
    prod = { regions = ["eu", "us"] }
  }
}

module "environment" {
  source   = "./environment"
  for_each = var.environments
  name     = each.key
  regions  = each.value.regions
}

output "all" {
  value = merge(values(module.environment)[*].urls...)
}

output "first" {
  value = module.environment["prod"].urls["prod-us-0"]
}
