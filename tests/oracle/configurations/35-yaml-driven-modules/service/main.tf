variable "service" {
  type = object({
    name  = string
    host  = string
    cpu   = optional(number)
    zones = optional(list(string))
  })
}
variable "defaults" { type = any }

locals {
  effective = { for k in ["cpu", "zones"] : k => try(coalesce(var.service[k], var.defaults[k]), var.service[k], "none") }
}

resource "terraform_data" "task" {
  for_each = toset(coalesce(var.service.zones, var.defaults.zones))
  input    = "${var.service.host} ${each.key} ${coalesce(var.service.cpu, var.defaults.cpu)}"
}

output "effective" { value = local.effective }
