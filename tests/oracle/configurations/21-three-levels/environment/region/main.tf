variable "name" { type = string }
variable "copies" {
  type    = number
  default = 1
}

resource "terraform_data" "server" {
  count = var.copies
  input = format("%s-%02d", var.name, count.index)
}

output "urls" {
  value = { for i, s in terraform_data.server : "${var.name}-${i}" => "https://${s.input}" }
}
