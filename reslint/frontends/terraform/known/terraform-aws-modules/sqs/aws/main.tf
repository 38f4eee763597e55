# terraform-aws-modules/sqs/aws, versions 4.0 to 5.x: a queue and its dead-letter queue.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/sqs/aws/5.2.1
# Compared with every release from 4.0.0 to 5.2.1.

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = false }
variable "fifo_queue" { default = false }
variable "message_retention_seconds" { default = null }
variable "redrive_policy" { default = {} }
variable "redrive_allow_policy" { default = {} }
variable "create_dlq" { default = false }
variable "dlq_name" { default = null }
variable "dlq_message_retention_seconds" { default = null }
variable "tags" { default = {} }

locals {
  ending   = var.fifo_queue ? ".fifo" : ""
  stem     = try(trimsuffix(var.name, ".fifo"), "")
  dlq_stem = try(trimsuffix(var.dlq_name, ".fifo"), "${local.stem}-dlq")
}

resource "aws_sqs_queue" "this" {
  count                     = var.create ? 1 : 0
  region                    = var.region
  name                      = var.use_name_prefix ? null : "${local.stem}${local.ending}"
  name_prefix               = var.use_name_prefix ? "${local.stem}-" : null
  fifo_queue                = var.fifo_queue ? true : null
  message_retention_seconds = var.message_retention_seconds
  tags                      = var.tags
}

resource "aws_sqs_queue_redrive_policy" "this" {
  count          = var.create && !var.create_dlq && length(keys(var.redrive_policy)) > 0 ? 1 : 0
  region         = var.region
  queue_url      = aws_sqs_queue.this[0].url
  redrive_policy = jsonencode(var.redrive_policy)
}

resource "aws_sqs_queue_redrive_policy" "dlq" {
  count          = var.create && var.create_dlq ? 1 : 0
  region         = var.region
  queue_url      = aws_sqs_queue.this[0].url
  redrive_policy = jsonencode(merge({ deadLetterTargetArn = aws_sqs_queue.dlq[0].arn, maxReceiveCount = 5 }, var.redrive_policy))
}

resource "aws_sqs_queue_redrive_allow_policy" "this" {
  count                = var.create && length(keys(var.redrive_allow_policy)) > 0 ? 1 : 0
  region               = var.region
  queue_url            = aws_sqs_queue.this[0].url
  redrive_allow_policy = jsonencode(var.redrive_allow_policy)
}

resource "aws_sqs_queue" "dlq" {
  count                     = var.create && var.create_dlq ? 1 : 0
  region                    = var.region
  name                      = var.use_name_prefix ? null : "${local.dlq_stem}${local.ending}"
  name_prefix               = var.use_name_prefix ? "${local.dlq_stem}-" : null
  fifo_queue                = var.fifo_queue ? true : null
  message_retention_seconds = try(coalesce(var.dlq_message_retention_seconds, var.message_retention_seconds), null)
}

output "queue_id" { value = try(aws_sqs_queue.this[0].id, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "dead_letter_queue_id" { value = try(aws_sqs_queue.dlq[0].id, null) }
output "dead_letter_queue_arn" { value = try(aws_sqs_queue.dlq[0].arn, null) }
output "dead_letter_queue_url" { value = try(aws_sqs_queue.dlq[0].url, null) }
output "dead_letter_queue_name" { value = try(aws_sqs_queue.dlq[0].name, null) }
