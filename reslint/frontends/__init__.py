"""Frontends: from files to evaluated resources. They know languages, not rules."""
