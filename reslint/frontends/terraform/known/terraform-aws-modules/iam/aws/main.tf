# terraform-aws-modules/iam/aws with all modules inside it, versions 2.0 to 6.x: users, roles, groups and
# policies only. IAM is global, and none of its resources bears on resilience: there is nothing to describe.
# https://registry.terraform.io/modules/terraform-aws-modules/iam/aws/6.2.3
