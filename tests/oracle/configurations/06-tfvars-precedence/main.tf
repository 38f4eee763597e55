variable "by_default" { default = "default" }
variable "by_tfvars" { default = "default" }
variable "by_tfvars_json" { default = "default" }
variable "by_auto" { default = "default" }
variable "by_auto_json" { default = "default" }
variable "by_file" { default = "default" }
variable "by_option" { default = "default" }
variable "typed" { type = list(number) }
variable "object" { type = object({ a = bool, b = optional(string, "b") }) }

resource "terraform_data" "all" {
  input = [var.by_default, var.by_tfvars, var.by_tfvars_json, var.by_auto, var.by_auto_json, var.by_file, var.by_option]
}

output "typed" { value = var.typed }
output "object" { value = var.object }
