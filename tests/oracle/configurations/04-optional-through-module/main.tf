module "all" {
  source = "./m"
  settings = {
    retention = null
    nested    = [{}, { size = "20" }, null]
  }
}

module "none" {
  source   = "./m"
  settings = {}
}

output "all" {
  value = module.all.settings
}

output "none" {
  value = module.none.settings
}
