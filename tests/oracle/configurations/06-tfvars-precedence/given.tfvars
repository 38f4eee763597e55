by_file   = "given.tfvars"
by_option = "given.tfvars"
