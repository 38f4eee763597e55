# terraform-aws-modules/lambda/aws, versions 2.0 to 8.x: a function, its pollers and where failures go.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/lambda/aws/8.8.1
# Compared with every release from 2.0.0 to 8.8.1.

variable "create" { default = true }
variable "create_function" { default = true }
variable "create_layer" { default = false }
variable "region" { default = null }
variable "function_name" { default = "" }
variable "vpc_subnet_ids" { default = null }
variable "vpc_security_group_ids" { default = null }
variable "dead_letter_target_arn" { default = null }
variable "create_async_event_config" { default = false }
variable "create_current_version_async_event_config" { default = true }
variable "create_unqualified_alias_async_event_config" { default = true }
variable "destination_on_failure" { default = null }
variable "event_source_mapping" { default = {} }
variable "create_unqualified_alias_allowed_triggers" { default = true }
variable "store_on_s3" { default = false }
variable "s3_bucket" { default = null }
variable "s3_existing_package" { default = null }
variable "tags" { default = {} }

locals {
  create = var.create && var.create_function && !var.create_layer
  calls = {
    current_version   = var.create_current_version_async_event_config
    unqualified_alias = var.create_unqualified_alias_async_event_config
  }
}

resource "aws_lambda_function" "this" {
  count         = local.create ? 1 : 0
  region        = var.region
  function_name = var.function_name
  s3_bucket     = var.s3_existing_package != null ? try(var.s3_existing_package.bucket, null) : (var.store_on_s3 ? var.s3_bucket : null)
  tags          = var.tags

  dynamic "vpc_config" {
    for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [true] : []
    content {
      subnet_ids = var.vpc_subnet_ids
    }
  }

  dynamic "dead_letter_config" {
    for_each = var.dead_letter_target_arn == null ? [] : [true]
    content {
      target_arn = var.dead_letter_target_arn
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each      = { for call, wanted in local.calls : call => wanted if wanted && local.create && var.create_async_event_config }
  region        = var.region
  function_name = aws_lambda_function.this[0].function_name

  dynamic "destination_config" {
    for_each = var.destination_on_failure == null ? [] : [true]
    content {
      on_failure {
        destination = var.destination_on_failure
      }
    }
  }
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each                       = { for key, source in var.event_source_mapping : key => source if local.create && var.create_unqualified_alias_allowed_triggers }
  region                         = var.region
  function_name                  = aws_lambda_function.this[0].arn
  event_source_arn               = try(each.value.event_source_arn, null)
  enabled                        = try(each.value.enabled, true)
  maximum_retry_attempts         = try(each.value.maximum_retry_attempts, null)
  maximum_record_age_in_seconds  = try(each.value.maximum_record_age_in_seconds, null)
  bisect_batch_on_function_error = try(each.value.bisect_batch_on_function_error, null)

  dynamic "destination_config" {
    for_each = try(each.value.destination_arn_on_failure, null) == null ? [] : [true]
    content {
      on_failure {
        destination_arn = each.value.destination_arn_on_failure
      }
    }
  }
}

output "lambda_function_arn" { value = try(aws_lambda_function.this[0].arn, "") }
output "lambda_function_name" { value = try(aws_lambda_function.this[0].function_name, "") }
output "lambda_function_invoke_arn" { value = try(aws_lambda_function.this[0].invoke_arn, "") }
output "lambda_function_qualified_arn" { value = try(aws_lambda_function.this[0].qualified_arn, "") }
output "lambda_function_qualified_invoke_arn" { value = try(aws_lambda_function.this[0].qualified_invoke_arn, "") }
output "lambda_function_version" { value = try(aws_lambda_function.this[0].version, "") }
