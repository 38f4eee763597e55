# terraform-aws-modules/alb/aws, versions 9.0 to 10.x: a load balancer with its target groups.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/alb/aws/10.5.0
# Compared with every release from 9.0.0 to 10.5.0.

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "load_balancer_type" { default = "application" }
variable "internal" { default = null }
variable "subnets" { default = null }
variable "subnet_mapping" { default = null }
variable "enable_deletion_protection" { default = true }
variable "access_logs" { default = {} }
variable "connection_logs" { default = {} }
variable "default_protocol" { default = "HTTP" }
variable "target_groups" { default = {} }
variable "listeners" { default = {} }
variable "tags" { default = {} }

resource "aws_lb" "this" {
  count                      = var.create ? 1 : 0
  region                     = var.region
  name                       = var.name
  name_prefix                = var.name_prefix
  load_balancer_type         = var.load_balancer_type
  internal                   = var.internal
  subnets                    = var.subnets
  enable_deletion_protection = var.enable_deletion_protection
  tags                       = var.tags

  dynamic "subnet_mapping" {
    for_each = var.subnet_mapping == null ? [] : var.subnet_mapping
    content {
      subnet_id = subnet_mapping.value.subnet_id
    }
  }

  dynamic "access_logs" {
    for_each = try(length(keys(var.access_logs)), 0) > 0 ? [var.access_logs] : []
    content {
      bucket = access_logs.value.bucket
    }
  }

  dynamic "connection_logs" {
    for_each = try(length(keys(var.connection_logs)), 0) > 0 ? [var.connection_logs] : []
    content {
      bucket = connection_logs.value.bucket
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each    = { for key, group in var.target_groups : key => group if var.create }
  region      = var.region
  target_type = try(each.value.target_type, null)
  protocol    = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.protocol, null), var.default_protocol)

  dynamic "health_check" {
    for_each = try(each.value.health_check, null) == null ? [] : [each.value.health_check]
    content {
      enabled  = try(health_check.value.enabled, null)
      matcher  = try(health_check.value.matcher, null)
      path     = try(health_check.value.path, null)
      protocol = try(health_check.value.protocol, null)
    }
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each         = { for key, group in var.target_groups : key => group if var.create && try(coalesce(group.create_attachment, true), true) }
  region           = var.region
  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = each.value.target_id
}

resource "aws_lb_listener" "this" {
  for_each          = { for key, listener in var.listeners : key => listener if var.create }
  region            = var.region
  load_balancer_arn = aws_lb.this[0].arn
  protocol          = try(each.value.protocol, null)

  default_action {
    target_group_arn = try(aws_lb_target_group.this[each.value.forward.target_group_key].arn, each.value.forward.target_group_arn, null)
  }
}

resource "aws_security_group" "this" {
  count  = var.create ? 1 : 0
  region = var.region
}

output "id" { value = try(aws_lb.this[0].id, null) }
output "arn" { value = try(aws_lb.this[0].arn, null) }
output "arn_suffix" { value = try(aws_lb.this[0].arn_suffix, null) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, null) }
output "zone_id" { value = try(aws_lb.this[0].zone_id, null) }
output "target_groups" { value = aws_lb_target_group.this }
output "listeners" { value = aws_lb_listener.this }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
