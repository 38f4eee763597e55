variable "number" {}

resource "terraform_data" "n" {
  count = 1
  input = var.number
}

output "number" {
  value = terraform_data.n[0].input
}
