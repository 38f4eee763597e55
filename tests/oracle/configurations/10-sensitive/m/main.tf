variable "secret" {}

output "secret" {
  value     = upper(var.secret)
  sensitive = true
}

output "open" {
  value     = "open"
  sensitive = true
}
