locals {
  list   = [{ a = { b = 1 }, l = [1, 2] }, { a = { b = 2 }, l = [3] }]
  single = { a = { b = 3 }, l = [9] }
  nothing = null
  map    = { x = { v = 1 }, y = { v = 2 } }
  set    = toset(["b", "a"])
}

output "full" { value = local.list[*].a.b }
output "full_index" { value = local.list[*].l[0] }
output "attribute" { value = local.list.*.a.b }
output "attribute_index" { value = local.list.*.l[0] }
output "single" { value = local.single[*].a.b }
output "nothing" { value = local.nothing[*] }
output "nested" { value = local.list[*].l[*] }
output "values" { value = values(local.map)[*].v }
output "set" { value = local.set[*] }
output "string" { value = "x"[*] }
output "length" { value = length(local.nothing[*]) }
output "of_map" { value = local.map[*] }
output "legacy_index" { value = local.list.0.a.b }
output "typed" { value = tolist(["a", "b"])[*] }
output "empty" { value = [][*].x }
