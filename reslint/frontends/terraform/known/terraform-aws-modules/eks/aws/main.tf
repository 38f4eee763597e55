# terraform-aws-modules/eks/aws, versions 18.0 to 21.x: a cluster and the groups of its machines.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/eks/aws/21.19.0
# Compared with every release from 18.0.0 to 21.19.0.

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = null }         # since 21.0
variable "cluster_name" { default = null } # before 21.0
variable "subnet_ids" { default = [] }
variable "control_plane_subnet_ids" { default = [] }
variable "deletion_protection" { default = null }
variable "self_managed_node_groups" { default = {} }
variable "self_managed_node_group_defaults" { default = {} } # before 21.0
variable "eks_managed_node_groups" { default = {} }
variable "eks_managed_node_group_defaults" { default = {} } # before 21.0
variable "tags" { default = {} }

locals {
  cluster_name = try(coalesce(var.name, var.cluster_name), "")
}

resource "aws_eks_cluster" "this" {
  count               = var.create ? 1 : 0
  region              = var.region
  name                = local.cluster_name
  deletion_protection = var.deletion_protection
  tags                = var.tags

  vpc_config {
    subnet_ids = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
  }
}

module "self_managed_node_group" {
  source   = "./modules/self-managed-node-group"
  for_each = { for key, group in var.self_managed_node_groups : key => group if var.create }

  region             = var.region
  cluster_name       = local.cluster_name
  create             = try(coalesce(each.value.create, null), true) && try(coalesce(each.value.create_autoscaling_group, null), true)
  availability_zones = try(each.value.availability_zones, var.self_managed_node_group_defaults.availability_zones, null)
  subnet_ids         = try(coalesce(each.value.subnet_ids, null), var.self_managed_node_group_defaults.subnet_ids, var.subnet_ids)
  min_size           = try(coalesce(each.value.min_size, null), var.self_managed_node_group_defaults.min_size, null)
  max_size           = try(coalesce(each.value.max_size, null), var.self_managed_node_group_defaults.max_size, null)
  health_check_type  = try(each.value.health_check_type, var.self_managed_node_group_defaults.health_check_type, null)
  target_group_arns  = try(each.value.target_group_arns, var.self_managed_node_group_defaults.target_group_arns, [])
}

module "eks_managed_node_group" {
  source   = "./modules/eks-managed-node-group"
  for_each = { for key, group in var.eks_managed_node_groups : key => group if var.create }

  region       = var.region
  cluster_name = local.cluster_name
  create       = try(coalesce(each.value.create, null), true)
  subnet_ids   = try(coalesce(each.value.subnet_ids, null), var.eks_managed_node_group_defaults.subnet_ids, var.subnet_ids)
  min_size     = try(coalesce(each.value.min_size, null), var.eks_managed_node_group_defaults.min_size, 1)
  max_size     = try(coalesce(each.value.max_size, null), var.eks_managed_node_group_defaults.max_size, 3)
}

output "cluster_name" { value = try(aws_eks_cluster.this[0].name, "") }
output "cluster_arn" { value = try(aws_eks_cluster.this[0].arn, null) }
output "cluster_endpoint" { value = try(aws_eks_cluster.this[0].endpoint, null) }
output "cluster_version" { value = try(aws_eks_cluster.this[0].version, null) }
output "cluster_status" { value = try(aws_eks_cluster.this[0].status, null) }
