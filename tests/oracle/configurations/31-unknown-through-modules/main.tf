resource "terraform_data" "network" {
  input = "network"
}

module "app" {
  source     = "./app"
  for_each   = toset(["web", "api"])
  network_id = terraform_data.network.id
  name       = each.key
}

module "later" {
  source     = "./app"
  network_id = module.app["web"].id
  name       = "later"
}

output "ids" { value = { for k, m in module.app : k => m.id } }
output "names" { value = [for m in module.app : m.name] }
output "tags" { value = module.later.tags }
output "known" { value = module.later.known }
output "type_known" { value = length(module.later.list) }
