# terraform-aws-modules/s3-bucket/aws, versions 3.0 to 5.x: a bucket, its versioning and replication.
# Names and defaults of the inputs:
# https://registry.terraform.io/modules/terraform-aws-modules/s3-bucket/aws/5.15.4
# Compared with every release from 3.0.0 to 5.15.4.

variable "create_bucket" { default = true }
variable "is_directory_bucket" { default = false }
variable "region" { default = null }
variable "bucket" { default = null }
variable "bucket_prefix" { default = null }
variable "acl" { default = null }
variable "force_destroy" { default = false }
variable "versioning" { default = {} }
variable "lifecycle_rule" { default = [] }
variable "logging" { default = {} }
variable "website" { default = {} }
variable "replication_configuration" { default = {} }
variable "attach_elb_log_delivery_policy" { default = false }
variable "attach_lb_log_delivery_policy" { default = false }
variable "attach_access_log_delivery_policy" { default = false }
variable "attach_cloudtrail_log_delivery_policy" { default = false }
variable "attach_waf_log_delivery_policy" { default = false }
variable "tags" { default = {} }

locals {
  create = var.create_bucket && !var.is_directory_bucket

  # A policy that lets AWS deliver logs says what the bucket is for, as the ACL for it does.
  takes_logs = anytrue([
    var.attach_elb_log_delivery_policy, var.attach_lb_log_delivery_policy, var.attach_access_log_delivery_policy,
    var.attach_cloudtrail_log_delivery_policy, var.attach_waf_log_delivery_policy,
  ])
}

resource "aws_s3_bucket" "this" {
  count         = local.create ? 1 : 0
  region        = var.region
  bucket        = var.bucket
  bucket_prefix = var.bucket_prefix
  acl           = local.takes_logs ? "log-delivery-write" : var.acl
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_versioning" "this" {
  count  = local.create && length(keys(var.versioning)) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  versioning_configuration {
    status = try(
      tobool(var.versioning.enabled) ? "Enabled" : "Suspended",
      tobool(var.versioning.status) ? "Enabled" : "Suspended",
      title(lower(var.versioning.status)),
      "Enabled",
    )
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = local.create && length(var.lifecycle_rule) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  dynamic "rule" {
    for_each = var.lifecycle_rule
    content {
      status = try(
        tobool(rule.value.enabled) ? "Enabled" : "Disabled",
        tobool(rule.value.status) ? "Enabled" : "Disabled",
        title(lower(rule.value.status)),
      )

      dynamic "expiration" {
        for_each = try([rule.value.expiration], [])
        content {
          days = try(expiration.value.days, null)
        }
      }

      # Any filter but a prefix, whatever its form, leaves objects out.
      dynamic "filter" {
        for_each = try([rule.value.filter], [])
        content {
          prefix = try(filter.value.prefix, null)

          dynamic "and" {
            for_each = try(length([for key in keys(filter.value) : key if key != "prefix"]), 1) > 0 ? [true] : []
            content {}
          }
        }
      }
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  count         = local.create && length(keys(var.logging)) > 0 ? 1 : 0
  region        = var.region
  bucket        = aws_s3_bucket.this[0].id
  target_bucket = var.logging.target_bucket
}

resource "aws_s3_bucket_website_configuration" "this" {
  count  = local.create && length(keys(var.website)) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id
}

resource "aws_s3_bucket_replication_configuration" "this" {
  count  = local.create && length(keys(var.replication_configuration)) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  dynamic "rule" {
    for_each = try(var.replication_configuration.rules, [var.replication_configuration.rule], [])
    content {
      status = try(
        tobool(rule.value.status) ? "Enabled" : "Disabled",
        title(lower(rule.value.status)),
        "Enabled",
      )
      destination {
        bucket  = rule.value.destination.bucket
        account = try(rule.value.destination.account_id, rule.value.destination.account, null)
      }
    }
  }
}

output "s3_bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "s3_bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "s3_bucket_bucket_domain_name" { value = try(aws_s3_bucket.this[0].bucket_domain_name, "") }
output "s3_bucket_bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
output "s3_bucket_hosted_zone_id" { value = try(aws_s3_bucket.this[0].hosted_zone_id, "") }
output "s3_bucket_region" { value = try(aws_s3_bucket.this[0].region, "") }
output "s3_bucket_website_endpoint" { value = try(aws_s3_bucket_website_configuration.this[0].website_endpoint, "") }
output "s3_bucket_website_domain" { value = try(aws_s3_bucket_website_configuration.this[0].website_domain, "") }
