variable "a" {
  type    = string
  default = 5
}
variable "b" {
  type    = number
  default = null
}
variable "c" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "d" {
  type    = map(object({ x = optional(number, 1) }))
  default = { k = {} }
}
variable "e" {
  type    = set(object({ size = optional(number, 1), kind = optional(string, "std") }))
  default = []
}
variable "f" {
  type    = list(list(number))
  default = [["1"], []]
}

output "all" {
  value = { a = var.a, b = var.b, c = var.c, d = var.d, e = var.e, f = var.f, e_kind = one(var.e).kind }
}
