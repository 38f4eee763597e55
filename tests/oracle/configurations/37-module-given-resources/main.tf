resource "terraform_data" "subnet" {
  count = 3
  input = { zone = element(["a", "b"], count.index), cidr = "10.0.${count.index}.0/24" }
}

module "database" {
  source  = "./database"
  subnets = terraform_data.subnet
}

module "by_map" {
  source  = "./database"
  subnets = values({ for s in terraform_data.subnet : s.input.cidr => s })
}

output "zones" { value = module.database.zones }
output "same" { value = module.by_map.zones == module.database.zones }
output "multi" { value = length(module.database.zones) > 1 }
