variable "rules" {
  type = list(object({
    port  = number
    cidrs = optional(list(string), ["0.0.0.0/0"])
    name  = optional(string)
  }))
  default = [{ port = 443 }, { port = "22", cidrs = ["10.0.0.0/8"], name = "ssh" }]
}

locals {
  ingress = [for i, r in var.rules : {
    number      = 100 + i * 10
    from_port   = r.port
    description = coalesce(r.name, "rule-${r.port}")
    cidr_blocks = sort(r.cidrs)
  }]
  by_name = { for r in local.ingress : r.description => r }
  pairs   = { for p in setproduct(keys(local.by_name), ["in", "out"]) : join("/", p) => { rule = local.by_name[p[0]], way = p[1] } }
}

resource "terraform_data" "group" {
  input = { ingress = local.ingress, egress = length(var.rules) > 5 ? [] : [{ port = -1 }] }
}

resource "terraform_data" "pair" {
  for_each = local.pairs
  input    = "${each.value.way}:${each.value.rule.number}"
}

output "ports" {
  value = [for r in local.ingress : r.from_port if r.description != "ssh"]
}

output "maximum" {
  value = max(local.ingress[*].number...)
}
