locals {
  big   = 12345678901234567890
  third = 1 / 3
}

output "big" { value = local.big + 1 }
output "text" { value = "${local.big} ${1.0} ${1.50} ${0.1 + 0.2} ${1e3} ${-0.5} ${1e-7} ${10 / 4} ${6 / 3}" }
output "mod" { value = [7 % 3, -7 % 3, 7 % -3, 7.5 % 2] }
output "precedence" { value = [1 + 2 * 3, (1 + 2) * 3, -2 * -3, 10 - 2 - 3, 2 + 3 == 5 && !(1 > 2), 1 < 2 == true] }
output "strings" { value = ["1" + 2, "3" * "4", -"5", "10" > 9] }
output "equal" { value = [1 == 1.0, "1" == 1, true == "true", null == null, [] == [], [1] == [1.0], { a = 1 } == { a = "1" }] }
output "third" { value = floor(local.third * 300) }
output "large_text" { value = format("%d", 123456789012345678) }
output "million" { value = tostring(1000000000000000000000) }
