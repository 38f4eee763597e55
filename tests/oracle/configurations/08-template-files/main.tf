locals {
  rendered = templatefile("${path.module}/files/hosts.tftpl", {
    hosts  = ["a", "b", "c"]
    domain = "example.org"
    debug  = false
  })
}

resource "terraform_data" "hosts" {
  input = local.rendered
}

resource "terraform_data" "unknown" {
  input = templatefile("files/hosts.tftpl", { hosts = [terraform_data.hosts.id], domain = "d", debug = true })
}

resource "terraform_data" "fixed" {
  input = templatefile("files/fixed.tftpl", { name = terraform_data.hosts.output })
}

output "lines" {
  value = compact(split("\n", local.rendered))
}

output "raw" {
  value = file("${path.module}/files/hosts.tftpl")
}

output "string" {
  value = templatestring(local.template, { a = "1", b = [true, false] })
}

locals {
  template = "$${a}:%%{ for x in b }$${x};%%{ endfor }"
}
