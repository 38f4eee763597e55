variable "mixed" {
  type    = map(any)
  default = { a = "1", b = 2, c = true }
}
variable "lists" {
  type    = list(any)
  default = [["a"], ["b", 2], []]
}
variable "nested" {
  type    = map(map(any))
  default = { x = { a = 1 }, y = { b = "z" } }
}
variable "objects" {
  type    = list(object({ a = any, b = optional(any, 5) }))
  default = [{ a = 1 }, { a = 2, b = 3 }]
}
variable "plain" {
  default = { a = 1, b = [true, "x"] }
}

output "mixed" { value = var.mixed }
output "lists" { value = var.lists }
output "nested" { value = var.nested }
output "objects" { value = var.objects }
output "plain" { value = var.plain }
