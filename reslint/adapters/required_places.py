"""Texts that have to name us-east-1 or us-west-2, because the provider takes nothing else."""

from __future__ import annotations

import re

from reslint.model.inventory import LiteralText

_OWNERS = re.compile(
    r"^(aws_cloudfront_|aws_lightsail_(distribution|domain)|aws_cur_|aws_ecrpublic_|aws_budgets_|aws_ce_"
    r"|aws_route53domains_|aws_route53_query_log|aws_route53_key_signing_key|aws_globalaccelerator_|aws_networkmanager_"
    r"|aws_route53recovery|aws_wafv2_|aws_cognito_user_pool_domain|aws_appsync_domain_name|aws_api_gateway_domain_name"
    r"|aws_servicequotas_|aws_shield_|aws_acm_certificate|aws_amplify_"
    r"|AWS::CloudFront::|AWS::Lightsail::(Distribution|Domain)|AWS::CUR::|AWS::ECR::PublicRepository|AWS::Budgets::"
    r"|AWS::CE::|AWS::Route53::QueryLoggingConfig|AWS::GlobalAccelerator::|AWS::NetworkManager::"
    r"|AWS::Route53Recovery|AWS::WAFv2::|AWS::Cognito::UserPoolDomain|AWS::AppSync::DomainName"
    r"|AWS::ApiGateway::DomainName|AWS::Shield::|AWS::CertificateManager::Certificate|AWS::Amplify::)"
)
"""Types whose certificates, logs, functions or own API live in one fixed Region: CloudFront and its
certificates and edge functions (CloudFront Developer Guide, "Requirements for using SSL/TLS
certificates"; "Restrictions on Lambda@Edge"), Route 53 query logs and DNSSEC keys (Route 53 Developer
Guide), billing and cost reports, ECR Public, Global Accelerator, Network Manager, ARC."""

_TEXTS = re.compile(
    r"^arn:[\w-]+:(wafv2:us-east-1:\d*:global/"
    r"|(lambda|logs):us-east-1:.*(?i:edge|cloudfront|route53)"
    r"|health:|budgets:|cloudfront:|globalaccelerator:|route53|iam:|organizations:|support:)"
    r"|(budgets|ce|cur|health|support|trustedadvisor|organizations|pricing|marketplace[\w.-]*)\.us-east-1\.amazonaws\.com"
    r"|route53-recovery-[\w-]+\.us-west-2\.amazonaws\.com"
)
"""ARNs and hosts of services whose control plane is in one Region ("AWS Fault Isolation Boundaries",
global services: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html)."""

_CERTIFICATE = re.compile(r"^arn:[\w-]+:acm:us-east-1:")
_HANDING_ON = frozenset(
    {"aws_cloudformation_stack", "AWS::CloudFormation::Stack", "AWS::Serverless::Application"}
)
"""Types that hand their arguments on to another template, as a module call does."""
_REGIONAL = frozenset({"regional_certificate_arn", "RegionalCertificateArn"})
"""The certificate of a Regional API endpoint, which must lie in the API's own Region ("Set up a Regional
custom domain name", https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html)."""

_EDGE_PRINCIPALS = re.compile(r"\b(route53|edgelambda|replicator\.lambda|cloudfront)\.amazonaws\.com\b")
"""Services that write their logs to us-east-1 and take their keys and functions from there (Route 53
Developer Guide, "Public DNS query logging"; CloudFront Developer Guide, "Restrictions on Lambda@Edge")."""


def serves_the_edge(literal: LiteralText) -> bool:
    """Whether the text names a service that works from us-east-1 only."""
    return _EDGE_PRINCIPALS.search(literal.text) is not None


REQUIRED_REGIONS = frozenset({"us-east-1", "us-west-2"})


def is_required(literal: LiteralText, place: str) -> bool:
    """Whether the text names a place because the provider takes no other."""
    if place not in REQUIRED_REGIONS:
        return False
    if literal.path[-1:] and literal.path[-1] in _REGIONAL:
        return False
    if literal.owner_type and _OWNERS.match(literal.owner_type):
        return True
    if _CERTIFICATE.match(literal.text):
        return _may_be_for_the_edge(literal)
    return _TEXTS.search(literal.text) is not None


def _may_be_for_the_edge(literal: LiteralText) -> bool:
    """Whether a certificate in us-east-1 may be CloudFront's: what uses it is not seen here.

    Other resources that take a certificate, such as a load balancer's listener, need one of their own Region.
    """
    return not literal.owner_type or literal.owner_type in _HANDING_ON or literal.role == "policy"
