variable "settings" {
  type = object({
    retention = optional(number, 30)
    nested    = optional(list(object({ size = optional(number, 10), kind = optional(string, "ssd") })), [{}])
    flags     = optional(tuple([bool, string]), [true, "x"])
    anything  = optional(any, { a = [1] })
  })
}

resource "terraform_data" "s" {
  count = length(var.settings.nested)
  input = var.settings.nested[count.index]
}

output "settings" {
  value = var.settings
}
