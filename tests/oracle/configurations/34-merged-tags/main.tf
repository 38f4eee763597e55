variable "tags" {
  type    = map(string)
  default = { team = "core", cost = 12 }
}

module "bucket" {
  source = "./bucket"
  for_each = {
    logs = { versioned = false, tags = { kind = "log" } }
    data = { versioned = true, tags = {} }
    raw  = { versioned = null, tags = null }
  }
  name      = each.key
  versioned = each.value.versioned
  tags      = merge(var.tags, each.value.tags, { name = each.key })
}

output "versions" {
  value = { for k, b in module.bucket : k => b.status }
}
