variable "strict" {
  type     = string
  default  = "default"
  nullable = false
}

variable "loose" {
  type    = string
  default = "default"
}

variable "no_type" {
  default = ["default"]
}

variable "no_option" {
  type = string
}

output "all" {
  value = { strict = var.strict, loose = var.loose, no_type = var.no_type, no_option = var.no_option }
}
