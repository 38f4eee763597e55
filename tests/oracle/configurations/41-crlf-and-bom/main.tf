locals {
  text = <<-EOT
    a
      b
  EOT
  zones = [
    "a",
    "b"
  ]
}

output "text" { value = local.text }
output "lines" { value = split("\n", chomp(local.text)) }
output "count" { value = length(local.zones) }
