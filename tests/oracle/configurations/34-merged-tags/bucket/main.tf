variable "name" { type = string }
variable "versioned" {
  type     = bool
  default  = true
  nullable = false
}
variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  status = var.versioned ? "Enabled" : "Suspended"
}

resource "terraform_data" "bucket" {
  input = { name = "acme-${var.name}", tags = var.tags, tag_names = sort(keys(var.tags)) }
}

resource "terraform_data" "versioning" {
  count = var.versioned ? 1 : 0
  input = local.status
}

output "status" { value = local.status }
