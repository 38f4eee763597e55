# terraform-aws-modules/rds/aws, versions 4.0 to 7.x: a database instance and its subnet group.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/rds/aws/7.2.0
# Compared with every release from 4.0.0 to 7.2.0.

variable "create_db_instance" { default = true }
variable "region" { default = null }
variable "identifier" {}
variable "instance_use_identifier_prefix" { default = false }
variable "engine" { default = null }
variable "multi_az" { default = false }
variable "availability_zone" { default = null }
variable "create_db_subnet_group" { default = false }
variable "db_subnet_group_name" { default = null }
variable "db_subnet_group_use_name_prefix" { default = true }
variable "subnet_ids" { default = [] }
variable "backup_retention_period" { default = null }
variable "blue_green_update" { default = null }
variable "deletion_protection" { default = false }
variable "skip_final_snapshot" { default = false }
variable "snapshot_identifier" { default = null }
variable "restore_to_point_in_time" { default = null }
variable "replicate_source_db" { default = null }
variable "tags" { default = {} }

module "db_subnet_group" {
  source = "./modules/db_subnet_group"

  create          = var.create_db_subnet_group
  region          = var.region
  name            = coalesce(var.db_subnet_group_name, var.identifier)
  use_name_prefix = var.db_subnet_group_use_name_prefix
  subnet_ids      = var.subnet_ids
}

module "db_instance" {
  source = "./modules/db_instance"

  create                   = var.create_db_instance
  region                   = var.region
  identifier               = var.identifier
  use_identifier_prefix    = var.instance_use_identifier_prefix
  engine                   = var.engine
  multi_az                 = var.multi_az
  availability_zone        = var.availability_zone
  db_subnet_group_name     = var.create_db_subnet_group ? module.db_subnet_group.id : var.db_subnet_group_name
  backup_retention_period  = var.backup_retention_period
  blue_green_update        = var.blue_green_update
  deletion_protection      = var.deletion_protection
  skip_final_snapshot      = var.skip_final_snapshot
  snapshot_identifier      = var.snapshot_identifier
  restore_to_point_in_time = var.restore_to_point_in_time
  replicate_source_db      = var.replicate_source_db
  tags                     = var.tags
}

output "db_instance_arn" { value = module.db_instance.arn }
output "db_instance_id" { value = module.db_instance.id }
output "db_instance_identifier" { value = module.db_instance.identifier }
output "db_instance_resource_id" { value = module.db_instance.resource_id }
output "db_instance_address" { value = module.db_instance.address }
output "db_instance_endpoint" { value = module.db_instance.endpoint }
output "db_instance_availability_zone" { value = module.db_instance.availability_zone }
output "db_instance_hosted_zone_id" { value = module.db_instance.hosted_zone_id }
output "db_instance_port" { value = module.db_instance.port }
output "db_instance_name" { value = module.db_instance.db_name }
output "db_subnet_group_id" { value = module.db_subnet_group.id }
output "db_subnet_group_arn" { value = module.db_subnet_group.arn }
