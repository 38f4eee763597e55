# terraform-aws-modules/autoscaling/aws, versions 6.0 to 9.x: a group and what sends traffic to it.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/autoscaling/aws/9.2.1
# Compared with every release from 6.0.0 to 9.2.1.

variable "create" { default = true }
variable "region" { default = null }
variable "name" {}
variable "use_name_prefix" { default = true }
variable "ignore_desired_capacity_changes" { default = false }
variable "min_size" { default = null }
variable "max_size" { default = null }
variable "availability_zones" { default = null }
variable "vpc_zone_identifier" { default = null }
variable "health_check_type" { default = null }
variable "target_group_arns" { default = [] }                  # before 8.0
variable "load_balancers" { default = [] }                     # before 8.0
variable "create_traffic_source_attachment" { default = false } # before 8.0
variable "traffic_source_identifier" { default = "" }          # before 8.0
variable "traffic_source_attachments" { default = {} }         # since 8.0
variable "autoscaling_group_tags" { default = {} }
variable "tags" { default = {} }

resource "aws_autoscaling_group" "this" {
  count               = var.create && !var.ignore_desired_capacity_changes ? 1 : 0
  region              = var.region
  name                = var.use_name_prefix ? null : var.name
  name_prefix         = var.use_name_prefix ? "${var.name}-" : null
  min_size            = var.min_size
  max_size            = var.max_size
  availability_zones  = var.availability_zones
  vpc_zone_identifier = var.vpc_zone_identifier
  health_check_type   = var.health_check_type
  target_group_arns   = var.target_group_arns
  load_balancers      = var.load_balancers

  dynamic "tag" {
    for_each = merge(var.tags, var.autoscaling_group_tags)
    content {
      key   = tag.key
      value = tag.value
    }
  }
}

resource "aws_autoscaling_group" "idc" {
  count               = var.create && var.ignore_desired_capacity_changes ? 1 : 0
  region              = var.region
  name                = var.use_name_prefix ? null : var.name
  name_prefix         = var.use_name_prefix ? "${var.name}-" : null
  min_size            = var.min_size
  max_size            = var.max_size
  availability_zones  = var.availability_zones
  vpc_zone_identifier = var.vpc_zone_identifier
  health_check_type   = var.health_check_type
  target_group_arns   = var.target_group_arns
  load_balancers      = var.load_balancers

  dynamic "tag" {
    for_each = merge(var.tags, var.autoscaling_group_tags)
    content {
      key   = tag.key
      value = tag.value
    }
  }
}

resource "aws_autoscaling_traffic_source_attachment" "this" {
  for_each               = { for key, source in var.traffic_source_attachments : key => source if var.create }
  region                 = var.region
  autoscaling_group_name = try(aws_autoscaling_group.this[0].name, aws_autoscaling_group.idc[0].name)

  traffic_source {
    identifier = each.value.traffic_source_identifier
  }
}

resource "aws_autoscaling_traffic_source_attachment" "only" {
  count                  = var.create && var.create_traffic_source_attachment ? 1 : 0
  region                 = var.region
  autoscaling_group_name = try(aws_autoscaling_group.this[0].id, aws_autoscaling_group.idc[0].id)

  traffic_source {
    identifier = var.traffic_source_identifier
  }
}

output "autoscaling_group_id" { value = try(aws_autoscaling_group.this[0].id, aws_autoscaling_group.idc[0].id, null) }
output "autoscaling_group_name" { value = try(aws_autoscaling_group.this[0].name, aws_autoscaling_group.idc[0].name, null) }
output "autoscaling_group_arn" { value = try(aws_autoscaling_group.this[0].arn, aws_autoscaling_group.idc[0].arn, null) }
