module "a" {
  source = "../shared/a"
  name   = "root"
}

module "b" {
  source = "../shared/b/../b"
}

output "a" { value = module.a.name }
output "b" { value = module.b.through }
