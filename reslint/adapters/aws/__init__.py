"""Adapters for Amazon Web Services, one module a service."""
