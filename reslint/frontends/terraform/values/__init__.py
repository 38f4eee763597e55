"""The meaning of Terraform's values: types, conversion, operators, functions. Pure, from values to values."""
