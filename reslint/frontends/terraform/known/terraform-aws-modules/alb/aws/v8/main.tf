# terraform-aws-modules/alb/aws, versions 6.0 to 8.x: a load balancer, with its target groups as a list.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/alb/aws/8.7.0
# Compared with every release from 6.0.0 to 8.7.0.

variable "create_lb" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "load_balancer_type" { default = "application" }
variable "internal" { default = false }
variable "subnets" { default = null }
variable "subnet_mapping" { default = [] }
variable "enable_deletion_protection" { default = false }
variable "access_logs" { default = {} }
variable "target_groups" { default = [] }
variable "tags" { default = {} }

resource "aws_lb" "this" {
  count                      = var.create_lb ? 1 : 0
  name                       = var.name
  name_prefix                = var.name_prefix
  load_balancer_type         = var.load_balancer_type
  internal                   = var.internal
  subnets                    = var.subnets
  enable_deletion_protection = var.enable_deletion_protection
  tags                       = var.tags

  dynamic "subnet_mapping" {
    for_each = var.subnet_mapping
    content {
      subnet_id = subnet_mapping.value.subnet_id
    }
  }

  dynamic "access_logs" {
    for_each = length(keys(var.access_logs)) > 0 ? [var.access_logs] : []
    content {
      bucket = access_logs.value.bucket
    }
  }
}

resource "aws_lb_target_group" "main" {
  count       = var.create_lb ? length(var.target_groups) : 0
  target_type = try(var.target_groups[count.index].target_type, null)
  protocol    = try(upper(var.target_groups[count.index].backend_protocol), null)

  dynamic "health_check" {
    for_each = try([var.target_groups[count.index].health_check], [])
    content {
      enabled  = try(health_check.value.enabled, null)
      matcher  = try(health_check.value.matcher, null)
      path     = try(health_check.value.path, null)
      protocol = try(health_check.value.protocol, null)
    }
  }
}

output "lb_id" { value = try(aws_lb.this[0].id, "") }
output "lb_arn" { value = try(aws_lb.this[0].arn, "") }
output "lb_arn_suffix" { value = try(aws_lb.this[0].arn_suffix, "") }
output "lb_dns_name" { value = try(aws_lb.this[0].dns_name, "") }
output "lb_zone_id" { value = try(aws_lb.this[0].zone_id, "") }
output "target_group_arns" { value = aws_lb_target_group.main[*].arn }
output "target_group_names" { value = aws_lb_target_group.main[*].name }
