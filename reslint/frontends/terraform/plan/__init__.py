"""Plan JSON: what `terraform show -json` prints of a plan, read as the sources would be."""
