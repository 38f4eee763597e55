variable "zones" {
  type    = set(string)
  default = ["c", "a", "b", "a"]
}

resource "terraform_data" "zone" {
  for_each = var.zones
  input    = each.value
}

resource "terraform_data" "both" {
  for_each = setunion(var.zones, ["d"])
  input    = contains(var.zones, each.key)
}

output "list" { value = tolist(var.zones) }
output "sorted" { value = sort(var.zones) }
output "joined" { value = join(",", var.zones) }
output "numbers" { value = tolist(toset([10, 9, 1])) }
output "mixed" { value = toset(["b", 1, true]) }
output "product" { value = setproduct(var.zones, [1, 2]) }
output "minus" { value = setsubtract(var.zones, ["a"]) }
output "inter" { value = setintersection(var.zones, ["a", "z"]) }
output "equal" { value = [var.zones == toset(["a", "b", "c"]), toset([]) == toset([])] }
output "one" { value = one(toset(["x"])) }
output "first" { value = element(sort(var.zones), 0) }
output "length" { value = length(var.zones) }
output "flat" { value = flatten([var.zones, "x", [["y"]]]) }
output "instances" { value = [for z in terraform_data.zone : z.input] }
