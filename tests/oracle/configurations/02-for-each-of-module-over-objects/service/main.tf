variable "name" { type = string }
variable "replicas" { type = number }
variable "zones" { type = set(string) }

resource "terraform_data" "replica" {
  for_each = var.zones
  input = {
    name  = "${var.name}-${each.key}"
    share = var.replicas / length(var.zones)
    same  = each.key == each.value
  }
}

output "placement" {
  value = { for k, r in terraform_data.replica : k => r.input.share }
}

output "ids" {
  value = [for r in terraform_data.replica : r.id]
}
