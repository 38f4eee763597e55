module "m" {
  source = "./m"
  b      = "5"
  e      = [{ size = 3 }]
}
output "all" { value = module.m.all }
