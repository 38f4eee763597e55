variable "env" {
  type    = string
  default = "prod"
  validation {
    condition     = contains(["prod", "test"], var.env)
    error_message = "unknown environment ${var.env}"
  }
}

variable "sizes" {
  type = map(object({ min = number, max = number }))
  default = {
    prod = { min = 2, max = 10 }
    test = { min = 1, max = 2 }
  }
  validation {
    condition     = alltrue([for s in var.sizes : s.min <= s.max])
    error_message = "min above max"
  }
}

resource "terraform_data" "group" {
  input = var.sizes[var.env]
}

resource "terraform_data" "spare" {
  count = var.sizes[var.env].min - 1
  input = max([for s in values(var.sizes) : s.max]...)
}

output "spread" { value = { for k, s in var.sizes : k => range(s.min, s.max, 4) } }
