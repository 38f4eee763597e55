locals {
  a = ["a", "b", "c", "d"]
}

output "slice" { value = slice(local.a, 1, 3) }
output "chunk" { value = chunklist(local.a, 3) }
output "zip" { value = zipmap(local.a, range(4)) }
output "reverse" { value = reverse(local.a) }
output "element" { value = [element(local.a, 5), element(local.a, 0)] }
output "index" { value = index(local.a, "c") }
output "distinct" { value = distinct(["a", "b", "a"]) }
output "compact" { value = compact(["a", "", null, "b"]) }
output "matchkeys" { value = matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"]) }
output "transpose" { value = transpose({ a = ["1", "2"], b = ["2"] }) }
output "sort" { value = sort(["b", "A", "a", "B", "10", "9"]) }
output "merge" { value = merge({ a = 1, b = { c = 1 } }, null, { b = { d = 2 } }) }
output "range" { value = [range(3), range(1, 4), range(10, 0, -3)] }
output "flatten" { value = flatten([["a", ["b"]], [], "c"]) }
output "concat" { value = concat(["a"], [], [1, true]) }
output "coalesce" { value = [coalesce("", null, "x"), coalescelist([], ["y"])] }
output "sum" { value = [sum([1, 2.5]), max(1, 3, 2), min(4, 2), abs(-3), ceil(1.2), floor(-1.2), signum(-5), pow(2, 10), log(8, 2), parseint("ff", 16)] }
output "keys" { value = [keys({ b = 1, a = 2 }), values({ b = 1, a = 2 })] }
output "text" { value = [trim("xxaxx", "x"), trimprefix("abc", "a"), title("a b"), replace("aaa", "/a$/", "b"), regexall("[0-9]", "a1b2"), split(",", "a,b,,"), substr("hello", 1, 3), format("%05.1f|%-5s|%q", 3.14159, "x", "y"), indent(2, "a\nb"), strrev("abc")] }
output "formatlist" { value = formatlist("%s-%d", ["a", "b"], [1, 2]) }
output "tests" { value = [alltrue([true, "true"]), anytrue([]), contains(["a"], "a"), endswith("abc", "c"), can(regex("x", "y"))] }
output "convert" { value = [tostring(1.0), tonumber("1.50"), tobool("true"), tolist(toset([2, 1])), tomap({ a = 1, b = "x" })] }
