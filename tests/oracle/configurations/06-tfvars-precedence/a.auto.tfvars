by_auto = "a.auto.tfvars"
by_file = "a.auto.tfvars"
