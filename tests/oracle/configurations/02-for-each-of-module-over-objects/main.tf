locals {
  services = {
    web = { replicas = 3, zones = ["a", "b", "c"] }
    api = { replicas = 2, zones = ["a", "b"] }
    job = { replicas = 1, zones = [] }
  }
}

module "service" {
  source   = "./service"
  for_each = { for name, s in local.services : name => s if s.replicas > 1 }
  name     = each.key
  replicas = each.value.replicas
  zones    = each.value.zones
}

output "services" {
  value = { for name, s in module.service : name => s.placement }
}

output "web_ids_unknown" {
  value = module.service["web"].ids
}

output "keys" {
  value = keys(module.service)
}
