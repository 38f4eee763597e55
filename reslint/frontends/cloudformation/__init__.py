"""CloudFormation templates (and SAM, and what the CDK writes): `detect`, `tree`, `load`."""
