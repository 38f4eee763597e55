variable "name" {}
resource "terraform_data" "a" {
  input = "${var.name} in ${basename(path.module)}"
}
output "name" { value = terraform_data.a.input }
