variable "text" { type = string }
variable "number" { type = number }
variable "bool" { type = bool }
variable "list" { type = list(string) }
variable "set" { type = set(number) }
variable "map" { type = map(string) }
variable "object" { type = object({ a = string, b = number }) }
variable "tuple" { type = tuple([string, number, set(string)]) }
variable "list_of_any" { type = list(any) }
variable "map_of_any" { type = map(any) }
variable "anything" { type = any }

output "all" {
  value = {
    text = var.text, number = var.number, bool = var.bool, list = var.list, set = var.set, map = var.map
    object = var.object, tuple = var.tuple, list_of_any = var.list_of_any, map_of_any = var.map_of_any
    anything = var.anything
  }
}
