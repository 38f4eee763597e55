variable "subnets" {
  type = list(object({
    id    = string
    input = object({ zone = string })
  }))
}

resource "terraform_data" "group" {
  input = var.subnets[*].id
}

resource "terraform_data" "instance" {
  for_each = toset([for s in var.subnets : s.input.zone])
  input    = { zone = each.key, members = length([for s in var.subnets : s if s.input.zone == each.key]) }
}

output "zones" { value = sort(keys(terraform_data.instance)) }
