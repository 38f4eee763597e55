by_auto      = "b.auto.tfvars"
by_auto_json = "b.auto.tfvars"
