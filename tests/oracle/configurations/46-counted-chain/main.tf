variable "nodes" { default = 3 }

resource "terraform_data" "node" {
  count = var.nodes
  input = "node-${count.index}"
}

resource "terraform_data" "volume" {
  count = length(terraform_data.node) * 2
  input = {
    node = terraform_data.node[floor(count.index / 2)].input
    next = terraform_data.node[(count.index + 1) % var.nodes].input
  }
}

resource "terraform_data" "summary" {
  count = var.nodes > 2 ? 1 : 0
  input = {
    volumes = { for n in distinct(terraform_data.volume[*].input.node) : n => length([for v in terraform_data.volume : 1 if v.input.node == n]) }
    last    = terraform_data.node[length(terraform_data.node) - 1].input
    slice   = slice(terraform_data.node[*].input, 0, 2)
  }
}

output "summary" { value = one(terraform_data.summary).input }
output "ids" { value = length(terraform_data.node[*].id) }
