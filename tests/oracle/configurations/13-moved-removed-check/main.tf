moved {
  from = terraform_data.old
  to   = terraform_data.new
}

moved {
  from = module.before
  to   = module.after
}

removed {
  from = terraform_data.gone
  lifecycle {
    destroy = false
  }
}

resource "terraform_data" "new" {
  input = "new"

  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = length(path.module) == 1
      error_message = "no"
    }
    postcondition {
      condition     = self.input == "new"
      error_message = "no"
    }
  }
}

module "after" {
  source = "./m"
}

check "health" {
  assert {
    condition     = module.after.value == "m"
    error_message = "not healthy"
  }
}

output "value" {
  value = module.after.value

  precondition {
    condition     = module.after.value != ""
    error_message = "never"
  }
}
