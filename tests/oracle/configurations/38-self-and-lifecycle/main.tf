resource "terraform_data" "a" {
  input = { v = 1 }
  triggers_replace = ["x", 1]

  lifecycle {
    prevent_destroy      = false
    ignore_changes       = [input]
    replace_triggered_by = [terraform_data.b]
  }

  provisioner "local-exec" {
    when    = destroy
    command = "true ${self.input.v}"
  }
}

resource "terraform_data" "b" {
  depends_on = [terraform_data.c]
  input      = terraform_data.c.triggers_replace
}

resource "terraform_data" "c" {
  triggers_replace = { a = [1] }
}

output "c" { value = terraform_data.c.input }
output "trigger" { value = terraform_data.a.triggers_replace }
