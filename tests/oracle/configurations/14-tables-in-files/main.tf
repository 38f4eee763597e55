locals {
  services  = yamldecode(file("${path.module}/data/services.yaml"))
  hosts     = csvdecode(file("${path.module}/data/hosts.csv"))
  limits    = jsondecode(file("${path.module}/data/limits.json"))
  per_zone  = { for h in local.hosts : h.zone => h.name... }
  all_files = fileset("${path.module}/data", "**/*.yaml")
  teams     = { for f in fileset(path.module, "data/teams/*.yaml") : trimsuffix(basename(f), ".yaml") => yamldecode(file("${path.module}/${f}")) }
}

resource "terraform_data" "service" {
  for_each = { for s in local.services.services : s.name => s if try(s.enabled, true) }
  input = {
    replicas = lookup(each.value, "replicas", local.services.defaults.replicas)
    limit    = try(local.limits[each.key].cpu, local.limits.default.cpu)
  }
}

resource "terraform_data" "host" {
  count = length(local.hosts)
  input = local.hosts[count.index]
}

resource "terraform_data" "member" {
  for_each = merge([for team, t in local.teams : { for m in t.members : "${team}/${m}" => { team = team, lead = m == t.lead } }]...)
  input    = each.value
}

output "per_zone" { value = local.per_zone }
output "files" { value = local.all_files }
output "limits" { value = local.limits }
output "services" { value = local.services }
output "hash" { value = filesha256("${path.module}/data/limits.json") }
output "exists" { value = [fileexists("data/hosts.csv"), fileexists("data/none.csv")] }
