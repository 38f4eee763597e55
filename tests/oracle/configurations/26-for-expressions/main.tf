locals {
  users = [
    { name = "ann", role = "admin", age = 40 },
    { name = "bob", role = "user", age = null },
    { name = "cid", role = "user", age = 30 },
  ]
  map = { b = 2, a = 1, c = 3 }
}

output "by_role" { value = { for u in local.users : u.role => u.name... } }
output "ages" { value = [for u in local.users : u.age if u.age != null] }
output "indexed" { value = { for i, u in local.users : u.name => i } }
output "sorted_keys" { value = [for k, v in local.map : "${k}${v}"] }
output "inverted" { value = { for k, v in local.map : v => k } }
output "set" { value = [for x in toset(["z", "a", "m"]) : upper(x)] }
output "set_keys" { value = { for k, v in toset(["z", "a"]) : k => v } }
output "nested" { value = [for a in ["x", "y"] : [for b in [1, 2] : "${a}${b}"]] }
output "flat" { value = flatten([for a in ["x", "y"] : [for b in [1, 2] : { a = a, b = b }]]) }
output "shadow" { value = [for u in ["1"] : [for u in ["2"] : u]] }
output "over_object" { value = [for k, v in { one = 1, two = [2] } : { key = k, value = v }] }
output "empty" { value = { for k, v in {} : k => v } }
output "string_keys" { value = { for i in [3, 1, 2] : i => i * i } }
output "bools" { value = { for b in [true, false] : b => !b } }
output "complex_key" { value = { for u in local.users : "${u.role}/${u.name}" => merge(u, { name = upper(u.name) }) } }
