"""Adapters: tables that turn the resources of a language into kinds of the common model."""
