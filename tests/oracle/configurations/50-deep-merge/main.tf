locals {
  base     = { web = { cpu = 1, tags = { a = "1" } }, api = { cpu = 2, tags = {} } }
  override = { web = { cpu = 4 }, job = { cpu = 8, tags = { z = "9" } } }
  merged = {
    for name in setunion(keys(local.base), keys(local.override)) : name => merge(
      { tags = {} },
      lookup(local.base, name, {}),
      try(local.override[name], {}),
    )
  }
}

resource "terraform_data" "service" {
  for_each = { for k, v in local.merged : k => v if v.cpu > 1 }
  input    = merge(each.value, { name = each.key, big = each.value.cpu >= 8 })
}

output "merged" { value = local.merged }
output "names" { value = [for k, s in terraform_data.service : s.input.name] }
output "tags" { value = merge([for s in local.merged : s.tags]...) }
