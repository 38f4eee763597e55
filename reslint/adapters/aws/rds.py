"""Databases of RDS, Aurora, DocumentDB and Neptune: instances, clusters and their subnet groups."""

from __future__ import annotations

from reslint.adapters.aws import rds_clusters, rds_instances
from reslint.adapters.aws.subnet_groups import DATABASE_GROUPS

ADAPTERS = (*rds_instances.ADAPTERS, *rds_clusters.ADAPTERS, *DATABASE_GROUPS)
"""What this module adapts."""
