variable "network_id" {
  type = string
}
variable "name" {
  type = string
  validation {
    condition     = length(var.name) > 1
    error_message = "too short"
  }
}

resource "terraform_data" "app" {
  input = { name = var.name, network = var.network_id }
}

output "id" { value = terraform_data.app.id }
output "name" { value = terraform_data.app.input.name }
output "tags" { value = { Name = var.name, Network = "net-${var.network_id}" } }
output "known" { value = var.network_id != null ? "has a network" : "none" }
output "list" { value = [var.network_id, "b"] }
