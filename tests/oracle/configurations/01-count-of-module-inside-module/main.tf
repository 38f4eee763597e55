variable "regions" {
  type    = number
  default = 2
}

module "stack" {
  source = "./stack"
  count  = var.regions
  number = count.index
  zones  = count.index + 1
}

output "names" {
  value = module.stack[*].names
}

output "last" {
  value = one(reverse(module.stack)[0].names[*])
}

output "flat" {
  value = flatten(module.stack.*.names)
}
