variable "any" {}
variable "any_typed" { type = any }
variable "text" { type = string }
variable "number" { type = number }
variable "bool" { type = bool }
variable "list" { type = list(string) }
variable "set" { type = set(number) }
variable "map" { type = map(any) }
variable "tuple" { type = tuple([string, number]) }
variable "null_text" {
  type    = string
  default = "default"
}
variable "null_list" {
  type    = list(string)
  default = ["default"]
}

output "all" {
  value = {
    any = var.any, any_typed = var.any_typed, text = var.text, number = var.number, bool = var.bool, list = var.list
    set = var.set, map = var.map, tuple = var.tuple, null_text = var.null_text, null_list = var.null_list
  }
}
