# terraform-aws-modules/iam/aws with all modules inside it, versions 2.0 to 6.x: resources of IAM only. IAM is
# global, and no rule looks at its resources: there is nothing to describe.
# https://registry.terraform.io/modules/terraform-aws-modules/iam/aws/6.5.0
# Compared: first and last release of each major version from 2.0.0 to 6.5.0.
