variable "database" {
  type = object({
    name   = string
    copies = optional(number, 2)
    backup = optional(object({
      days    = optional(number, 7)
      windows = optional(list(string), ["02:00", "03:00"])
      copy_to = optional(string)
    }), {})
    tags = optional(map(string), { tier = "data" })
  })
  default = {
    name   = "orders"
    copies = null
    extra  = "dropped"
  }
}

variable "tables" {
  type = map(object({
    key     = string
    streams = optional(bool, false)
    indexes = optional(list(object({
      name = string
      keys = optional(set(string), ["id"])
    })), [])
  }))
  default = {
    a = { key = "id" }
    b = { key = 7, streams = "true", indexes = [{ name = "by-date" }, { name = "x", keys = ["k", "k", "j"] }] }
  }
}

resource "terraform_data" "database" {
  input = var.database
}

resource "terraform_data" "table" {
  for_each = var.tables
  input    = each.value
}

output "database" {
  value = var.database
}

output "days" {
  value = var.database.backup.days
}

output "tables" {
  value = var.tables
}

output "has_extra" {
  value = can(var.database.extra)
}
