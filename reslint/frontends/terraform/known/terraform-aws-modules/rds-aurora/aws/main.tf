# terraform-aws-modules/rds-aurora/aws, versions 6.0 to 10.x: a cluster, its instances and readers.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/rds-aurora/aws/10.2.0
# Compared with every release from 6.0.0 to 10.2.0. Defaults that were others
# before 9.0 are in the table of `known.py`.

variable "create" { default = true }
variable "create_cluster" { default = true } # before 8.0
variable "region" { default = null }
variable "name" { default = "" }
variable "cluster_use_name_prefix" { default = false }
variable "engine" { default = null }
variable "engine_mode" { default = "provisioned" }
variable "cluster_scalability_type" { default = null }
variable "allocated_storage" { default = null }
variable "cluster_instance_class" { default = null }    # since 10.0
variable "db_cluster_instance_class" { default = null } # before 10.0
variable "create_db_subnet_group" { default = false }
variable "db_subnet_group_name" { default = "" }
variable "subnets" { default = [] }
variable "is_primary_cluster" { default = true }
variable "master_username" { default = null }
variable "global_cluster_identifier" { default = null }
variable "replication_source_identifier" { default = null }
variable "snapshot_identifier" { default = null }
variable "restore_to_point_in_time" { default = null }
variable "s3_import" { default = null }
variable "backup_retention_period" { default = null }
variable "deletion_protection" { default = null }
variable "skip_final_snapshot" { default = false }
variable "instances" { default = {} }
variable "instances_use_identifier_prefix" { default = false }
variable "autoscaling_enabled" { default = false }
variable "autoscaling_min_capacity" { default = 0 }
variable "autoscaling_max_capacity" { default = 2 }
variable "tags" { default = {} }

locals {
  create     = var.create && var.create_cluster
  serverless = var.engine_mode == "serverless"
  group_name = try(coalesce(var.db_subnet_group_name, var.name), "")
  group      = var.create_db_subnet_group ? try(aws_db_subnet_group.this[0].name, null) : local.group_name
}

resource "aws_db_subnet_group" "this" {
  count      = local.create && var.create_db_subnet_group ? 1 : 0
  region     = var.region
  name       = local.group_name
  subnet_ids = var.subnets
}

resource "aws_rds_cluster" "this" {
  count                     = local.create ? 1 : 0
  region                    = var.region
  cluster_identifier        = var.cluster_use_name_prefix ? null : var.name
  cluster_identifier_prefix = var.cluster_use_name_prefix ? "${var.name}-" : null
  engine                    = var.engine
  engine_mode               = var.engine_mode
  cluster_scalability_type  = var.cluster_scalability_type
  # The class is the cluster's own only for Multi-AZ DB clusters, which have storage allocated.
  db_cluster_instance_class     = var.db_cluster_instance_class != null ? var.db_cluster_instance_class : (var.allocated_storage != null ? var.cluster_instance_class : null)
  db_subnet_group_name          = local.group
  master_username               = var.is_primary_cluster ? var.master_username : null
  global_cluster_identifier     = var.global_cluster_identifier
  replication_source_identifier = var.replication_source_identifier
  snapshot_identifier           = var.snapshot_identifier
  backup_retention_period       = var.backup_retention_period
  deletion_protection           = var.deletion_protection
  skip_final_snapshot           = var.skip_final_snapshot
  tags                          = var.tags

  dynamic "restore_to_point_in_time" {
    for_each = try(length(keys(var.restore_to_point_in_time)), 0) > 0 ? [true] : []
    content {}
  }

  dynamic "s3_import" {
    for_each = try(length(keys(var.s3_import)), 0) > 0 ? [true] : []
    content {}
  }

  lifecycle {
    ignore_changes = [replication_source_identifier, global_cluster_identifier, snapshot_identifier]
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each             = { for key, instance in var.instances : key => instance if local.create && !local.serverless }
  region               = var.region
  identifier           = var.instances_use_identifier_prefix ? null : try(coalesce(each.value.identifier, null), "${var.name}-${each.key}")
  cluster_identifier   = aws_rds_cluster.this[0].id
  engine               = var.engine
  db_subnet_group_name = local.group
  availability_zone    = try(each.value.availability_zone, null)
}

resource "aws_appautoscaling_target" "this" {
  count              = local.create && var.autoscaling_enabled && !local.serverless ? 1 : 0
  region             = var.region
  service_namespace  = "rds"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  resource_id        = "cluster:${aws_rds_cluster.this[0].cluster_identifier}"
  min_capacity       = var.autoscaling_min_capacity
  max_capacity       = var.autoscaling_max_capacity
}

output "cluster_arn" { value = try(aws_rds_cluster.this[0].arn, null) }
output "cluster_id" { value = try(aws_rds_cluster.this[0].id, null) }
output "cluster_resource_id" { value = try(aws_rds_cluster.this[0].cluster_resource_id, null) }
output "cluster_endpoint" { value = try(aws_rds_cluster.this[0].endpoint, null) }
output "cluster_reader_endpoint" { value = try(aws_rds_cluster.this[0].reader_endpoint, null) }
output "cluster_hosted_zone_id" { value = try(aws_rds_cluster.this[0].hosted_zone_id, null) }
output "cluster_port" { value = try(aws_rds_cluster.this[0].port, null) }
output "cluster_instances" { value = aws_rds_cluster_instance.this }
output "db_subnet_group_name" { value = local.group }
