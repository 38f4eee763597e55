locals {
  name  = "shop"
  zones = ["a", "b"]
}

resource "terraform_data" "plain" {
  input = <<EOT
  first
    second ${local.name}
EOT
}

resource "terraform_data" "indented" {
  input = <<-EOT
    first
      second ${local.name}

        third
    EOT
}

resource "terraform_data" "directives" {
  input = <<-EOT
    zones:
    %{ for z in local.zones ~}
    - ${z}
    %{ endfor ~}
    %{ if length(local.zones) > 1 }many%{ else }one%{ endif }
    EOT
}

resource "terraform_data" "escapes" {
  input = <<-EOT
    $${literal} %%{literal} \n "quoted" $ % $$ {x}
  	tab
    ${"a\tb"} ${<<-INNER
      inner
      INNER
}
    EOT
}

resource "terraform_data" "json" {
  input = jsondecode(<<-EOT
    {"name": "${local.name}", "zones": ${jsonencode(local.zones)}, "n": [1, 2.50, null, true]}
  EOT
  )
}

output "empty" {
  value = <<EOT
EOT
}

output "chomped" {
  value = trimspace(<<-EOT
      deep
    less
  EOT
  )
}
