output "text" { value = file("${path.module}/files/a.txt") }
output "base64" { value = filebase64("files/a.txt") }
output "hashes" { value = [filemd5("files/a.txt"), filesha1("files/a.txt"), filebase64sha256("files/a.txt")] }
output "set" { value = fileset("files", "*.txt") }
output "deep" { value = fileset("files", "**") }
output "braces" { value = fileset("files", "{a,b}.*") }
output "exists" { value = [fileexists("files/a.txt"), fileexists("files/none")] }
output "etags" { value = { for f in fileset("files", "**/*.txt") : f => filemd5("files/${f}") } }
output "names" { value = [basename("files/a.txt"), dirname("files/sub/c.txt"), basename("/")] }
output "missing" { value = try(file("files/none"), "fallback") }

resource "terraform_data" "object" {
  for_each = fileset("${path.module}/files", "**/*.txt")
  input    = { key = each.value, kind = regex("\\.([a-z]+)$", each.key)[0] }
}
