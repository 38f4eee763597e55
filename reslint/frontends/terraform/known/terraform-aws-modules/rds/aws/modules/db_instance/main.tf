# The database instance in terraform-aws-modules/rds/aws; see ../../main.tf.

variable "create" {}
variable "region" {}
variable "identifier" {}
variable "use_identifier_prefix" {}
variable "engine" {}
variable "multi_az" {}
variable "availability_zone" {}
variable "db_subnet_group_name" {}
variable "backup_retention_period" {}
variable "blue_green_update" {}
variable "deletion_protection" {}
variable "skip_final_snapshot" {}
variable "snapshot_identifier" {}
variable "restore_to_point_in_time" {}
variable "replicate_source_db" {}
variable "tags" {}

locals {
  # Blue/green deployments need backups: the module then asks for a day of them.
  updates_blue_green = try(length(keys(var.blue_green_update)), 0) > 0
}

resource "aws_db_instance" "this" {
  count                   = var.create ? 1 : 0
  region                  = var.region
  identifier              = var.use_identifier_prefix ? null : var.identifier
  identifier_prefix       = var.use_identifier_prefix ? "${var.identifier}-" : null
  engine                  = var.replicate_source_db != null ? null : var.engine
  multi_az                = var.multi_az
  availability_zone       = var.availability_zone
  db_subnet_group_name    = var.db_subnet_group_name
  backup_retention_period = local.updates_blue_green ? coalesce(var.backup_retention_period, 1) : var.backup_retention_period
  deletion_protection     = var.deletion_protection
  skip_final_snapshot     = var.skip_final_snapshot
  snapshot_identifier     = var.snapshot_identifier
  replicate_source_db     = var.replicate_source_db
  tags                    = var.tags

  dynamic "restore_to_point_in_time" {
    for_each = var.restore_to_point_in_time != null ? [true] : []
    content {}
  }
}

output "arn" { value = try(aws_db_instance.this[0].arn, null) }
output "id" { value = try(aws_db_instance.this[0].id, null) }
output "identifier" { value = try(aws_db_instance.this[0].identifier, null) }
output "resource_id" { value = try(aws_db_instance.this[0].resource_id, null) }
output "address" { value = try(aws_db_instance.this[0].address, null) }
output "endpoint" { value = try(aws_db_instance.this[0].endpoint, null) }
output "availability_zone" { value = try(aws_db_instance.this[0].availability_zone, null) }
output "hosted_zone_id" { value = try(aws_db_instance.this[0].hosted_zone_id, null) }
output "port" { value = try(aws_db_instance.this[0].port, null) }
output "db_name" { value = try(aws_db_instance.this[0].db_name, null) }
