module "m" {
  source      = "./m"
  text        = 15
  number      = "0x10" == "0x10" ? "1e2" : "0"
  bool        = "true"
  list        = ["a", 1, true]
  set         = [3, "1", 3]
  map         = { a = 1, b = "two", c = true }
  object      = { a = 1, b = "2", c = "dropped" }
  tuple       = [1, "2", [3]]
  list_of_any = [1, "2", true]
  map_of_any  = { a = [1], b = ["x"] }
  anything    = { a = [1, "x", { b = null }] }
}

output "all" {
  value = module.m.all
}

output "types" {
  value = [module.m.all.object.a == "1", module.m.all.list[1] == "1", module.m.all.set == toset([1, 3])]
}
