variable "number" {}
variable "zones" {}

module "zone" {
  source = "../zone"
  count  = var.zones > 1 ? 1 : 0
  name   = "r${var.number}z${count.index}"
}

resource "terraform_data" "stack" {
  count = var.number
  input = { number = var.number, index = count.index }
}

output "names" {
  value = length(module.zone) > 0 ? module.zone[*].name : ["none-${var.number}"]
}
