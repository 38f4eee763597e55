# terraform-aws-modules/kms/aws, versions 1.0 to 4.x: a key, of AWS or brought along, or a replica of one.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/kms/aws/4.2.0
# Compared with every release from 1.0.0 to 4.2.0.

variable "create" { default = true }
variable "create_external" { default = false }
variable "create_replica" { default = false }
variable "create_replica_external" { default = false }
variable "region" { default = null }
variable "deletion_window_in_days" { default = null }
variable "multi_region" { default = false }
variable "primary_key_arn" { default = null }
variable "primary_external_key_arn" { default = null }
variable "tags" { default = {} }

resource "aws_kms_key" "this" {
  count                   = var.create && !var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0
  region                  = var.region
  deletion_window_in_days = var.deletion_window_in_days
  multi_region            = var.multi_region
  tags                    = var.tags
}

resource "aws_kms_external_key" "this" {
  count                   = var.create && var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0
  region                  = var.region
  deletion_window_in_days = var.deletion_window_in_days
  multi_region            = var.multi_region
  tags                    = var.tags
}

resource "aws_kms_replica_key" "this" {
  count                   = var.create && var.create_replica && !var.create_external && !var.create_replica_external ? 1 : 0
  region                  = var.region
  deletion_window_in_days = var.deletion_window_in_days
  primary_key_arn         = var.primary_key_arn
  tags                    = var.tags
}

resource "aws_kms_replica_external_key" "this" {
  count                   = var.create && var.create_replica_external && !var.create_external && !var.create_replica ? 1 : 0
  region                  = var.region
  deletion_window_in_days = var.deletion_window_in_days
  primary_key_arn         = var.primary_external_key_arn
  tags                    = var.tags
}

output "key_arn" { value = try(aws_kms_key.this[0].arn, aws_kms_external_key.this[0].arn, aws_kms_replica_key.this[0].arn, aws_kms_replica_external_key.this[0].arn, null) }
output "key_id" { value = try(aws_kms_key.this[0].key_id, aws_kms_external_key.this[0].id, aws_kms_replica_key.this[0].key_id, aws_kms_replica_external_key.this[0].key_id, null) }
