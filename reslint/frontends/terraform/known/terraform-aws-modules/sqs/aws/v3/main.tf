# terraform-aws-modules/sqs/aws, versions 2.0 to 3.x: a queue, with its redrive policy as JSON text.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/sqs/aws/3.5.0
# Compared with every release from 2.0.0 to 3.5.0. Policies left out are the empty text there.

variable "create" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "fifo_queue" { default = false }
variable "message_retention_seconds" { default = 345600 }
variable "redrive_policy" { default = null }
variable "redrive_allow_policy" { default = null }
variable "tags" { default = {} }

resource "aws_sqs_queue" "this" {
  count                     = var.create ? 1 : 0
  name                      = var.name
  name_prefix               = var.name_prefix
  fifo_queue                = var.fifo_queue
  message_retention_seconds = var.message_retention_seconds
  redrive_policy            = var.redrive_policy
  redrive_allow_policy      = var.redrive_allow_policy
  tags                      = var.tags
}

output "sqs_queue_id" { value = try(aws_sqs_queue.this[0].id, "") }
output "sqs_queue_arn" { value = try(aws_sqs_queue.this[0].arn, "") }
output "sqs_queue_name" { value = try(aws_sqs_queue.this[0].name, "") }
output "this_sqs_queue_id" { value = try(aws_sqs_queue.this[0].id, "") }
output "this_sqs_queue_arn" { value = try(aws_sqs_queue.this[0].arn, "") }
output "this_sqs_queue_name" { value = try(aws_sqs_queue.this[0].name, "") }
