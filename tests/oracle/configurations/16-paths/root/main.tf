module "m" {
  source = "../modules/m"
}

output "paths" {
  value = [path.module, path.root, module.m.paths]
}

output "text" {
  value = module.m.text
}

output "from_root" {
  value = file("../modules/m/text.txt")
}
