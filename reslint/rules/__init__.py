"""Rules: what they are, how they are loaded, and how a resource is judged by one."""
