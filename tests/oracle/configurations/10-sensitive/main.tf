variable "password" {
  type      = string
  sensitive = true
  default   = "not-secret"
}

variable "settings" {
  sensitive = true
  default   = { user = "admin", ports = [80, 443] }
}

locals {
  url = "postgres://${var.settings.user}:${var.password}@db"
}

resource "terraform_data" "db" {
  input = { length = length(var.password), user = var.settings.user, fixed = "open" }
}

resource "terraform_data" "per_port" {
  for_each = toset([for p in nonsensitive(var.settings.ports) : tostring(p)])
  input    = sensitive(each.key)
}

module "m" {
  source = "./m"
  secret = local.url
}

output "url" {
  value     = local.url
  sensitive = true
}

output "known" {
  value = nonsensitive(var.settings.ports)
}

output "flags" {
  value = [issensitive(var.password), issensitive(local.url), issensitive("x"), issensitive(module.m.secret), issensitive(module.m.open)]
}
