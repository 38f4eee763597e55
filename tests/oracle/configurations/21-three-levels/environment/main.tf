variable "name" {}
variable "regions" {}

module "region" {
  source   = "./region"
  for_each = toset(var.regions)
  name     = "${var.name}-${each.value}"
  copies   = var.name == "prod" ? 2 : 1
}

output "urls" {
  value = merge([for r in module.region : r.urls]...)
}
