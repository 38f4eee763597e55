"""From the text of a file to its tree: python-hcl2's grammar, templates, JSON form, recovery."""
