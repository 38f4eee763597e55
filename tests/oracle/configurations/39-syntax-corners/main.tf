locals {
  for       = "attribute called for"
  in        = "in"
  null_     = "x"
  multiline = (
    1 + # one
    2   // two
    /* three */ + 3
  )
  empty = {
  }
  trailing = [
    "a",
    "b",
  ]
  mixed = { a = 1, "b" : 2, (local.in) = 3
    "c d" = 4 }
  call = max(
    1,
    2,
  )
  unicode   = "héllo ${"wörld"} \u00e9 \U0001F600"
  ünïcode   = 1
  with-dash = 2
  dash      = local.with-dash - 1
  nested    = "${"${"${1}"}"}"
  quote     = "a\"b\\c\n"
  dollar    = "$5 %6 $$ %% $${a} %%{b}"
  object_in_list = [{ a = 1 }, {
    b = 2
  }]
  cond = true ? (
    "yes"
  ) : "no"
  not_keyword = { null = 1, true = 2, if = 3, in = 4 }
  neg   = -(-1)
  logic = !true || !false
  index = { "k" = [10, 20] }["k"][1]
}

output "all" {
  value = [local.for, local.in, local.multiline, local.empty, local.trailing, local.mixed, local.call, local.unicode, local.ünïcode, local.dash, local.nested, local.quote, local.dollar, local.object_in_list, local.cond, local.not_keyword, local.neg, local.logic, local.index]
}

resource terraform_data unquoted { input = "labels" }
resource "terraform_data" "one_line" { input = { a = 1, b = [2] } }
output "one_line" { value = terraform_data.one_line.input.b[0] }
