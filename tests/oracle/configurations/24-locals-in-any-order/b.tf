locals {
  c = local.b * 2
  b = local.a + 1
  config = {
    domain = "example.org"
    services = {
      web = { url = "https://${local.host}" }
    }
  }
  host = join(".", ["www", "example", "org"])
}

locals {
  table = { for i in range(3) : "k${i}" => { for j in range(i) : "j${j}" => i * j + local.d } }
}

output "table" {
  value = local.table
}
