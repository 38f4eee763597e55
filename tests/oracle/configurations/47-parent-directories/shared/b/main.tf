module "a" {
  source = "../a"
  name   = "from b"
}
output "through" { value = "b:${module.a.name}" }
