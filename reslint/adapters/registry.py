"""Which module adapts which types; a module is imported when the first resource of a type appears."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from reslint.adapters.base import Adapter

MODULES: dict[str, str] = {
    "aws_db_": "aws.rds",
    "aws_rds_": "aws.rds",
    "aws_docdb_": "aws.rds",
    "aws_neptune_": "aws.rds",
    "AWS::RDS::": "aws.rds",
    "AWS::DocDB::": "aws.rds",
    "AWS::Neptune::": "aws.rds",
    "aws_dynamodb_": "aws.dynamodb",
    "AWS::DynamoDB::": "aws.dynamodb",
    "aws_elasticache_": "aws.elasticache",
    "AWS::ElastiCache::": "aws.elasticache",
    "aws_s3_": "aws.s3",
    "AWS::S3::": "aws.s3",
    "aws_efs_": "aws.efs",
    "AWS::EFS::": "aws.efs",
    "aws_sqs_": "aws.sqs",
    "AWS::SQS::": "aws.sqs",
    "aws_instance": "aws.ec2",
    "aws_ebs_": "aws.ebs",
    "AWS::EC2::Instance": "aws.ec2",
    "AWS::EC2::Volume": "aws.ebs",
    "aws_autoscaling_": "aws.autoscaling",
    "AWS::AutoScaling::": "aws.autoscaling",
    "aws_ecs_": "aws.ecs",
    "AWS::ECS::": "aws.ecs",
    "aws_lambda_": "aws.lambda_",
    "AWS::Lambda::": "aws.lambda_",
    "AWS::Serverless::": "aws.lambda_",
    "AWS::Serverless::SimpleTable": "aws.dynamodb",
    "aws_memorydb_subnet_group": "aws.subnet_groups",
    "aws_dax_subnet_group": "aws.subnet_groups",
    "aws_redshift_subnet_group": "aws.subnet_groups",
    "aws_dms_replication_subnet_group": "aws.subnet_groups",
    "AWS::MemoryDB::SubnetGroup": "aws.subnet_groups",
    "AWS::DAX::SubnetGroup": "aws.subnet_groups",
    "AWS::Redshift::ClusterSubnetGroup": "aws.subnet_groups",
    "AWS::DMS::ReplicationSubnetGroup": "aws.subnet_groups",
    "aws_lb": "aws.elb",
    "aws_alb": "aws.elb",
    "aws_elb": "aws.elb",
    "AWS::ElasticLoadBalancing": "aws.elb",
    "aws_route53_": "aws.route53",
    "AWS::Route53::": "aws.route53",
    "aws_cloudfront_": "aws.cloudfront",
    "AWS::CloudFront::": "aws.cloudfront",
    "aws_subnet": "aws.vpc",
    "aws_nat_gateway": "aws.vpc",
    "AWS::EC2::Subnet": "aws.vpc",
    "AWS::EC2::NatGateway": "aws.vpc",
}
"""Adapter modules below `reslint.adapters` by the beginning of the raw type; the longest fits."""


def adapter_for(type_name: str) -> Adapter | None:
    """The adapter of a raw type; None for a type that the model does not know."""
    fitting = [prefix for prefix in MODULES if type_name.startswith(prefix)]
    if not fitting:
        return None
    return _by_type(MODULES[max(fitting, key=len)]).get(type_name)


@cache
def _by_type(module: str) -> dict[str, Adapter]:
    adapters: tuple[Adapter, ...] = import_module(f"reslint.adapters.{module}").ADAPTERS
    return {type_name: adapter for adapter in adapters for type_name in adapter.types}
