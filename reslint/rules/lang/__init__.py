"""The language of conditions in rules: a small part of Python's syntax, interpreted, never run."""
