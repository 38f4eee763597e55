module "nulls" {
  source    = "./m"
  strict    = null
  loose     = null
  no_type   = null
  no_option = null
}

module "left_out" {
  source    = "./m"
  no_option = "given"
}

output "nulls" {
  value = module.nulls.all
}

output "left_out" {
  value = module.left_out.all
}

output "is_null" {
  value = [module.nulls.all.loose == null, module.nulls.all.strict == null]
}
