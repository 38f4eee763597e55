output "list" { value = ["a", "b"] }
output "object" { value = { a = 1 } }
output "nothing" { value = null }
