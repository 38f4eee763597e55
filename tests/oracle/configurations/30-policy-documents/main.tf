variable "buckets" { default = ["logs", "data"] }

locals {
  statement = [for b in var.buckets : {
    Effect   = "Allow"
    Action   = ["s3:GetObject", "s3:PutObject"]
    Resource = "arn:aws:s3:::${b}/*"
  }]
  document = jsonencode({ Version = "2012-10-17", Statement = local.statement, Empty = [], Nothing = null, Html = "<a&b>" })
}

resource "terraform_data" "policy" {
  input = local.document
}

resource "terraform_data" "partly" {
  input = jsonencode({ id = terraform_data.policy.id, fixed = 1 })
}

output "decoded" { value = jsondecode(local.document).Statement[1].Resource }
output "yaml" { value = yamlencode({ a = [1, { b = "x: y" }], c = "yes", d = null, e = true, f = "", g = "multi\nline" }) }
output "base64" { value = base64encode(local.document) }
output "hash" { value = sha256(local.document) }
output "back" { value = yamldecode(yamlencode(local.statement)) == local.statement }
