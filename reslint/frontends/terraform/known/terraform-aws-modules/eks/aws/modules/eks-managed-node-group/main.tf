# A managed group of machines in terraform-aws-modules/eks/aws; see ../../main.tf.

variable "create" {}
variable "region" {}
variable "cluster_name" {}
variable "subnet_ids" {}
variable "min_size" {}
variable "max_size" {}

resource "aws_eks_node_group" "this" {
  count        = var.create ? 1 : 0
  region       = var.region
  cluster_name = var.cluster_name
  subnet_ids   = var.subnet_ids

  scaling_config {
    min_size = var.min_size
    max_size = var.max_size
  }
}
