locals {
  kept     = "main"
  replaced = "main"
}

variable "size" {
  type        = number
  default     = 1
  description = "from main"
}

variable "text" {
  default = 5
}

resource "terraform_data" "a" {
  input            = "main ${local.replaced} ${local.kept}"
  triggers_replace = "x"
}

resource "terraform_data" "b" {
  count = 1
  input = count.index
}

output "size" {
  value = var.size
}

output "text" {
  value = var.text
}
