# terraform-aws-modules/vpc/aws, versions 2.0 to 6.x, as far as zones depend on it.
# Names and defaults of the inputs, and the placing of NAT gateways ("NAT Gateway Scenarios"):
# https://registry.terraform.io/modules/terraform-aws-modules/vpc/aws/6.6.0
# Compared with every release from 2.0.0 to 6.6.0.

variable "create_vpc" {
  type    = bool
  default = true
}
variable "region" { default = null }
variable "name" { default = "" }
variable "cidr" { default = "10.0.0.0/16" }
variable "azs" {
  type    = list(string)
  default = []
}
variable "public_subnets" {
  type    = list(string)
  default = []
}
variable "private_subnets" {
  type    = list(string)
  default = []
}
variable "database_subnets" {
  type    = list(string)
  default = []
}
variable "elasticache_subnets" {
  type    = list(string)
  default = []
}
variable "redshift_subnets" {
  type    = list(string)
  default = []
}
variable "intra_subnets" {
  type    = list(string)
  default = []
}
variable "map_public_ip_on_launch" { default = false }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "one_nat_gateway_per_az" { default = false }
variable "create_private_nat_gateway_route" { default = true }
variable "create_database_subnet_group" { default = true }
variable "database_subnet_group_name" { default = null }
variable "create_database_subnet_route_table" { default = false }
variable "create_database_nat_gateway_route" { default = false }
variable "create_database_internet_gateway_route" { default = false }
variable "create_elasticache_subnet_group" { default = true }
variable "elasticache_subnet_group_name" { default = null }
variable "create_elasticache_subnet_route_table" { default = false }
variable "create_redshift_subnet_group" { default = true }
variable "redshift_subnet_group_name" { default = null }
variable "create_redshift_subnet_route_table" { default = false }
variable "enable_public_redshift" { default = false }

locals {
  # No public subnet is made when one gateway for each zone is asked for and there are more zones.
  public      = [for cidr in var.public_subnets : cidr if var.create_vpc && (!var.one_nat_gateway_per_az || length(var.public_subnets) >= length(var.azs))]
  private     = [for cidr in var.private_subnets : cidr if var.create_vpc]
  database    = [for cidr in var.database_subnets : cidr if var.create_vpc]
  elasticache = [for cidr in var.elasticache_subnets : cidr if var.create_vpc]
  redshift    = [for cidr in var.redshift_subnets : cidr if var.create_vpc]
  intra       = [for cidr in var.intra_subnets : cidr if var.create_vpc]

  widest_tier = max(
    length(var.private_subnets), length(var.public_subnets), length(var.database_subnets),
    length(var.elasticache_subnets), length(var.redshift_subnets),
  )
  gateways        = var.single_nat_gateway ? 1 : (var.one_nat_gateway_per_az ? length(var.azs) : local.widest_tier)
  database_tables = var.single_nat_gateway || var.create_database_internet_gateway_route ? 1 : length(var.database_subnets)
}

resource "aws_vpc" "this" {
  count      = var.create_vpc ? 1 : 0
  region     = var.region
  cidr_block = var.cidr
}

# Zones are dealt out in turn, in every tier.

resource "aws_subnet" "public" {
  count                   = length(local.public)
  region                  = var.region
  vpc_id                  = aws_vpc.this[0].id
  cidr_block              = var.public_subnets[count.index]
  availability_zone       = element(var.azs, count.index)
  map_public_ip_on_launch = var.map_public_ip_on_launch
}

resource "aws_subnet" "private" {
  count             = length(local.private)
  region            = var.region
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_subnet" "database" {
  count             = length(local.database)
  region            = var.region
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.database_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_subnet" "elasticache" {
  count             = length(local.elasticache)
  region            = var.region
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.elasticache_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_subnet" "redshift" {
  count             = length(local.redshift)
  region            = var.region
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.redshift_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_subnet" "intra" {
  count             = length(local.intra)
  region            = var.region
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.intra_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_db_subnet_group" "database" {
  count      = var.create_database_subnet_group && length(local.database) > 0 ? 1 : 0
  region     = var.region
  name       = lower(coalesce(var.database_subnet_group_name, var.name))
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_elasticache_subnet_group" "elasticache" {
  count      = var.create_elasticache_subnet_group && length(local.elasticache) > 0 ? 1 : 0
  region     = var.region
  name       = coalesce(var.elasticache_subnet_group_name, var.name)
  subnet_ids = aws_subnet.elasticache[*].id
}

resource "aws_redshift_subnet_group" "redshift" {
  count      = var.create_redshift_subnet_group && length(local.redshift) > 0 ? 1 : 0
  region     = var.region
  name       = lower(coalesce(var.redshift_subnet_group_name, var.name))
  subnet_ids = aws_subnet.redshift[*].id
}

resource "aws_nat_gateway" "this" {
  count     = var.create_vpc && var.enable_nat_gateway ? local.gateways : 0
  region    = var.region
  subnet_id = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table" "private" {
  count  = length(local.private) > 0 ? local.gateways : 0
  region = var.region
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "private_nat_gateway" {
  count          = var.create_vpc && var.enable_nat_gateway && var.create_private_nat_gateway_route ? local.gateways : 0
  region         = var.region
  route_table_id = element(aws_route_table.private[*].id, count.index)
  nat_gateway_id = element(aws_nat_gateway.this[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "private" {
  count          = length(local.private)
  region         = var.region
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table" "database" {
  count  = var.create_database_subnet_route_table && length(local.database) > 0 ? local.database_tables : 0
  region = var.region
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "database_nat_gateway" {
  count          = var.enable_nat_gateway && var.create_database_nat_gateway_route && !var.create_database_internet_gateway_route ? length(aws_route_table.database) : 0
  region         = var.region
  route_table_id = aws_route_table.database[count.index].id
  nat_gateway_id = element(aws_nat_gateway.this[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "database" {
  count          = length(local.database)
  region         = var.region
  subnet_id      = aws_subnet.database[count.index].id
  route_table_id = element(coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id), count.index)
}

resource "aws_route_table_association" "elasticache" {
  count          = var.create_elasticache_subnet_route_table ? 0 : length(local.elasticache)
  region         = var.region
  subnet_id      = aws_subnet.elasticache[count.index].id
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table_association" "redshift" {
  count          = var.create_redshift_subnet_route_table || var.enable_public_redshift ? 0 : length(local.redshift)
  region         = var.region
  subnet_id      = aws_subnet.redshift[count.index].id
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

output "vpc_id" { value = try(aws_vpc.this[0].id, null) }
output "vpc_arn" { value = try(aws_vpc.this[0].arn, null) }
output "vpc_cidr_block" { value = try(aws_vpc.this[0].cidr_block, null) }
output "name" { value = var.name }
output "azs" { value = var.azs }
output "public_subnets" { value = aws_subnet.public[*].id }
output "public_subnet_arns" { value = aws_subnet.public[*].arn }
output "public_subnet_objects" { value = aws_subnet.public }
output "public_subnets_cidr_blocks" { value = aws_subnet.public[*].cidr_block }
output "private_subnets" { value = aws_subnet.private[*].id }
output "private_subnet_arns" { value = aws_subnet.private[*].arn }
output "private_subnet_objects" { value = aws_subnet.private }
output "private_subnets_cidr_blocks" { value = aws_subnet.private[*].cidr_block }
output "database_subnets" { value = aws_subnet.database[*].id }
output "database_subnet_arns" { value = aws_subnet.database[*].arn }
output "database_subnet_objects" { value = aws_subnet.database }
output "database_subnets_cidr_blocks" { value = aws_subnet.database[*].cidr_block }
output "database_subnet_group" { value = try(aws_db_subnet_group.database[0].id, null) }
output "database_subnet_group_name" { value = try(aws_db_subnet_group.database[0].name, null) }
output "elasticache_subnets" { value = aws_subnet.elasticache[*].id }
output "elasticache_subnet_arns" { value = aws_subnet.elasticache[*].arn }
output "elasticache_subnet_objects" { value = aws_subnet.elasticache }
output "elasticache_subnets_cidr_blocks" { value = aws_subnet.elasticache[*].cidr_block }
output "elasticache_subnet_group" { value = try(aws_elasticache_subnet_group.elasticache[0].id, null) }
output "elasticache_subnet_group_name" { value = try(aws_elasticache_subnet_group.elasticache[0].name, null) }
output "redshift_subnets" { value = aws_subnet.redshift[*].id }
output "redshift_subnet_arns" { value = aws_subnet.redshift[*].arn }
output "redshift_subnet_objects" { value = aws_subnet.redshift }
output "redshift_subnets_cidr_blocks" { value = aws_subnet.redshift[*].cidr_block }
output "redshift_subnet_group" { value = try(aws_redshift_subnet_group.redshift[0].id, null) }
output "intra_subnets" { value = aws_subnet.intra[*].id }
output "intra_subnet_arns" { value = aws_subnet.intra[*].arn }
output "intra_subnet_objects" { value = aws_subnet.intra }
output "intra_subnets_cidr_blocks" { value = aws_subnet.intra[*].cidr_block }
output "natgw_ids" { value = aws_nat_gateway.this[*].id }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
