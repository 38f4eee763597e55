locals {
  replaced = "first override"
}

variable "size" {
  default = "7"
}

resource "terraform_data" "a" {
  input = "first"
}
