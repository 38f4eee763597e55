# terraform-aws-modules/dynamodb-table/aws, versions 2.0 to 5.x: a table, under the name that the inputs on
# autoscaling give it.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/dynamodb-table/aws/5.5.0
# Compared with every release from 2.0.0 to 5.5.0.

variable "create_table" { default = true }
variable "region" { default = null }
variable "name" { default = null }
variable "hash_key" { default = null }
variable "autoscaling_enabled" { default = false }
variable "ignore_changes_global_secondary_index" { default = false }
variable "point_in_time_recovery_enabled" { default = false }
variable "deletion_protection_enabled" { default = null }
variable "ttl_enabled" { default = false }
variable "ttl_attribute_name" { default = "" }
variable "replica_regions" { default = [] }
variable "tags" { default = {} }

resource "aws_dynamodb_table" "this" {
  count                       = var.create_table && !var.autoscaling_enabled ? 1 : 0
  region                      = var.region
  name                        = var.name
  hash_key                    = var.hash_key
  deletion_protection_enabled = var.deletion_protection_enabled
  tags                        = var.tags

  ttl {
    enabled        = var.ttl_enabled
    attribute_name = var.ttl_attribute_name
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }

  dynamic "replica" {
    for_each = var.replica_regions
    content {
      region_name            = replica.value.region_name
      point_in_time_recovery = try(replica.value.point_in_time_recovery, null)
    }
  }
}

resource "aws_dynamodb_table" "autoscaled" {
  count                       = var.create_table && var.autoscaling_enabled && !var.ignore_changes_global_secondary_index ? 1 : 0
  region                      = var.region
  name                        = var.name
  hash_key                    = var.hash_key
  deletion_protection_enabled = var.deletion_protection_enabled
  tags                        = var.tags

  ttl {
    enabled        = var.ttl_enabled
    attribute_name = var.ttl_attribute_name
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }

  dynamic "replica" {
    for_each = var.replica_regions
    content {
      region_name            = replica.value.region_name
      point_in_time_recovery = try(replica.value.point_in_time_recovery, null)
    }
  }
}

resource "aws_dynamodb_table" "autoscaled_gsi_ignore" {
  count                       = var.create_table && var.autoscaling_enabled && var.ignore_changes_global_secondary_index ? 1 : 0
  region                      = var.region
  name                        = var.name
  hash_key                    = var.hash_key
  deletion_protection_enabled = var.deletion_protection_enabled
  tags                        = var.tags

  ttl {
    enabled        = var.ttl_enabled
    attribute_name = var.ttl_attribute_name
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }

  dynamic "replica" {
    for_each = var.replica_regions
    content {
      region_name            = replica.value.region_name
      point_in_time_recovery = try(replica.value.point_in_time_recovery, null)
    }
  }
}

output "dynamodb_table_arn" { value = try(aws_dynamodb_table.this[0].arn, aws_dynamodb_table.autoscaled[0].arn, aws_dynamodb_table.autoscaled_gsi_ignore[0].arn, "") }
output "dynamodb_table_id" { value = try(aws_dynamodb_table.this[0].id, aws_dynamodb_table.autoscaled[0].id, aws_dynamodb_table.autoscaled_gsi_ignore[0].id, "") }
output "dynamodb_table_stream_arn" { value = try(aws_dynamodb_table.this[0].stream_arn, aws_dynamodb_table.autoscaled[0].stream_arn, aws_dynamodb_table.autoscaled_gsi_ignore[0].stream_arn, "") }
