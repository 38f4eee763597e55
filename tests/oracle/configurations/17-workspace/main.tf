locals {
  settings = {
    default = { copies = 1 }
    prod    = { copies = 3 }
  }
  chosen = lookup(local.settings, terraform.workspace, local.settings.default)
}

resource "terraform_data" "copy" {
  count = local.chosen.copies
  input = "${terraform.workspace}-${count.index}"
}

output "prod" {
  value = terraform.workspace == "prod" ? "yes" : "no"
}
