variable "name" {
  type = string
}

resource "terraform_data" "zone" {
  input = var.name
}

output "name" {
  value = terraform_data.zone.input
}
