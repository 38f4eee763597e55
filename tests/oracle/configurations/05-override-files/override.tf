locals {
  replaced = "override"
}

variable "text" {
  type = string
}

resource "terraform_data" "a" {
  input = "last ${local.replaced}"
}

resource "terraform_data" "b" {
  count = 3
}

output "size" {
  value = var.size + 1
}
