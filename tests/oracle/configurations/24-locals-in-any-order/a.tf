locals {
  d = local.c + 1
  a = 1
}

output "d" {
  value = local.d
}

output "nested" {
  value = local.config.services.web.url
}
