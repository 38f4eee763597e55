"""Where AWS Backup copies the backups of a resource to.

"CopyAction": https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CopyAction.html
"""

from __future__ import annotations

from reslint.adapters.aws.backup import not_decided, selections
from reslint.adapters.aws.shared import listed, region_because
from reslint.adapters.joins import Joins
from reslint.adapters.lookup import every, look_up
from reslint.model.raw import RawResource
from reslint.model.value import Concat, Symbol, Unknown, Value

PLANS = {
    "aws_backup_plan": "rule.copy_action.destination_vault_arn",
    "AWS::Backup::BackupPlan": "BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn",
}
"""Backup plans, and where they name the vaults that they copy to."""

PLAN_PATHS = {"aws_backup_selection": "plan_id", "AWS::Backup::BackupSelection": "BackupPlanId"}
"""Where a selection names its plan."""

VAULTS = ("aws_backup_vault", "aws_backup_logically_air_gapped_vault", "AWS::Backup::BackupVault")

ARN_REGION = 3
"""The field of an ARN that holds the Region, counted from 0."""


def backup_regions(raw: RawResource, joins: Joins, arn: str, names: tuple[Value, ...]) -> Value:
    """The Regions that plans covering the resource copy to; arguments as `in_backup_plan`."""
    certain, open_ones = selections(raw, joins, arn, names)
    found: list[Value] = []
    rest = not_decided(open_ones[0]) if open_ones else None
    for selection in certain:
        plan = joins.target(look_up(selection, PLAN_PATHS[selection.type]), tuple(PLANS))
        if plan is None:
            rest = rest or Unknown(f"the backup plan of {selection.address} is not in the code")
        else:
            found.extend(_region_of(vault, joins) for vault in every(plan, PLANS[plan.type]))
    return listed(tuple(found), raw, rest)


def _region_of(vault: Value, joins: Joins) -> Value:
    """The Region of a vault: that of the resource, or the one in its ARN."""
    target = joins.target(vault, VAULTS)
    if target is not None:
        return region_because(target.region, vault)
    fields = _fields(vault)
    region = fields[ARN_REGION] if len(fields) > ARN_REGION else []
    if len(region) != 1:
        reason = vault.unknown or Unknown("the Region of the vault is not in the code")
        return Value(Unknown(reason.reason), vault.span, "computed", because=(vault,))
    part = region[0]
    data = part if isinstance(part, str) else Unknown(f"it is that of {part}", part, "no")
    return Value(data, vault.span, "computed", because=(vault,))


def _fields(arn: Value) -> list[list[str | Symbol]]:
    """The fields of an ARN, each as the known and unknown parts that it is made of."""
    symbol = arn.symbol
    parts = symbol.parts if isinstance(symbol, Concat) else (arn.data,) if isinstance(arn.data, str) else ()
    fields: list[list[str | Symbol]] = [[]]
    for part in parts:
        texts = part.split(":") if isinstance(part, str) else [part]
        fields[-1].extend(text for text in texts[:1] if text)
        fields.extend([text] if text else [] for text in texts[1:])
    return fields
