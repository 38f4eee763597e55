resource "terraform_data" "m" {
  input = fileset(path.module, "*.txt")
}

module "inner" {
  source = "./inner"
}

output "paths" {
  value = [path.module, path.root, module.inner.path]
}

output "text" {
  value = trimspace(file("${path.module}/text.txt"))
}
