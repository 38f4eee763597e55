resource "terraform_data" "m" {
  input = "m"
}

output "value" {
  value      = terraform_data.m.input
  depends_on = [terraform_data.m]
}
