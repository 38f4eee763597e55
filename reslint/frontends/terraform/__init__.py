"""The Terraform frontend: from files to resources with attributes that are worked out on demand."""
