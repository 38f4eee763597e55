# A group of machines in terraform-aws-modules/eks/aws; see ../../main.tf.

variable "create" {}
variable "region" {}
variable "cluster_name" {}
variable "availability_zones" {}
variable "subnet_ids" {}
variable "min_size" {}
variable "max_size" {}
variable "health_check_type" {}
variable "target_group_arns" {}

resource "aws_autoscaling_group" "this" {
  count               = var.create ? 1 : 0
  region              = var.region
  availability_zones  = var.availability_zones
  vpc_zone_identifier = try(coalescelist(var.subnet_ids), null)
  min_size            = var.min_size
  max_size            = var.max_size
  health_check_type   = var.health_check_type
  target_group_arns   = var.target_group_arns

  tag {
    key   = "kubernetes.io/cluster/${var.cluster_name}"
    value = "owned"
  }
}
