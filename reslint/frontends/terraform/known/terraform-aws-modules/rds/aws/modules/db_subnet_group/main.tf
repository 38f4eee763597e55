# The subnet group in terraform-aws-modules/rds/aws; see ../../main.tf.

variable "create" {}
variable "region" {}
variable "name" {}
variable "use_name_prefix" {}
variable "subnet_ids" {}

resource "aws_db_subnet_group" "this" {
  count       = var.create ? 1 : 0
  region      = var.region
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  subnet_ids  = var.subnet_ids
}

output "id" { value = try(aws_db_subnet_group.this[0].id, null) }
output "arn" { value = try(aws_db_subnet_group.this[0].arn, null) }
