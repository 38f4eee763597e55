terraform {
  required_version = ">= 1.5"
}

variable "token" {
  type      = string
  ephemeral = true
  default   = "t"
}

locals {
  has_token = ephemeralasnull(var.token) == null
}

resource "terraform_data" "a" {
  input = local.has_token
}

output "has" { value = local.has_token }
