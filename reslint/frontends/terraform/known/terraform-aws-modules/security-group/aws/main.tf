# terraform-aws-modules/security-group/aws, versions 3.0 to 5.x: a security group, under the name that the
# input on name prefixes gives it. Its rules are left out.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/security-group/aws/5.3.1
# Compared with every release from 3.0.0 to 5.3.1.

variable "create" { default = true }
variable "create_sg" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "vpc_id" { default = null }
variable "tags" { default = {} }

resource "aws_security_group" "this" {
  count  = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0
  name   = var.name
  vpc_id = var.vpc_id
  tags   = var.tags
}

resource "aws_security_group" "this_name_prefix" {
  count       = var.create && var.create_sg && var.use_name_prefix ? 1 : 0
  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

output "security_group_id" { value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, aws_security_group.this_name_prefix[0].arn, "") }
output "security_group_name" { value = try(aws_security_group.this[0].name, aws_security_group.this_name_prefix[0].name, "") }
output "security_group_vpc_id" { value = var.vpc_id }
output "this_security_group_id" { value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") }
output "this_security_group_vpc_id" { value = var.vpc_id }
