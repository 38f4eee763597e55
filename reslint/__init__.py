"""reslint: a linter for resilience in infrastructure as code."""

__version__ = "0.1.0"
