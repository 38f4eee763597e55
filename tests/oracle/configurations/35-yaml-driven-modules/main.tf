locals {
  config = yamldecode(templatefile("${path.module}/config.yaml.tftpl", { env = "prod", zones = ["a", "b"] }))
}

module "service" {
  source   = "./service"
  for_each = { for s in local.config.services : s.name => s }
  service  = each.value
  defaults = local.config.defaults
}

output "all" {
  value = { for k, s in module.service : k => s.effective }
}
