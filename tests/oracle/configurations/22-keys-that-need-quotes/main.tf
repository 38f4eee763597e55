resource "terraform_data" "quoted" {
  for_each = toset(["a b", "x/y", "q\"q", "dot.dot", "back\\slash", "${"$"}{x}", "%%{y}", "new\nline", "ünï", "[0]", "tab\t"])
  input    = length(each.key)
}

module "m" {
  source   = "./m"
  for_each = { "a.b" = 1, "0" = 2, "" = 3 }
  number   = each.value
}

output "sum" {
  value = sum(values(module.m)[*].number)
}
