locals {
  zones = ["a", "b"]
  none  = []
}

output "if" { value = "x%{ if true } yes %{ else } no %{ endif }y" }
output "trimmed" { value = "x %{~ if true ~} yes %{~ else ~} no %{~ endif ~} y" }
output "for" { value = "%{ for z in local.zones }${z},%{ endfor }" }
output "for_index" { value = "%{ for i, z in local.zones }${i}=${z} %{ endfor }" }
output "empty" { value = "[%{ for z in local.none }${z}%{ endfor }]" }
output "map" { value = "%{ for k, v in { b = 2, a = 1 } }${k}${v}%{ endfor }" }
output "nested" { value = "%{ for z in local.zones }%{ if z == "a" }A%{ else }other%{ endif }%{ endfor }" }
output "single" { value = "${local.zones}" }
output "strip" { value = "a ${~ "b" ~} c" }
output "escaped" { value = "%%{ if true } $${x}" }
output "number" { value = "${1}${true}${null == null}" }
