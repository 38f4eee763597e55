"""The options that say what is read; the same for every command that reads."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from reslint import config as configuration
from reslint.engine.deployments import Inputs
from reslint.engine.run import Options
from reslint.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the paths and the inputs of deployments."""
    parser.add_argument("paths", nargs="+", type=given_path, metavar="PATH", help="folders or files")
    group = parser.add_argument_group("inputs of the deployment")
    # One list: where both give a value to a variable, the later one on the command line wins.
    group.add_argument("--var", action="append", default=[], dest="var_options", metavar="NAME=VALUE",
                       type=_pair, help="a Terraform variable")  # fmt: skip
    group.add_argument("--var-file", action="append", default=[], dest="var_options", metavar="FILE",
                       type=given_path, help="a .tfvars file")  # fmt: skip
    group.add_argument("--env-vars", action="store_true",
                       help="also take Terraform variables from the environment (TF_VAR_…)")  # fmt: skip
    group.add_argument("--parameter", action="append", default=[], metavar="NAME=VALUE", type=_pair,
                       help="a CloudFormation parameter")  # fmt: skip
    group.add_argument("--region", help="the Region, where the code does not say it")
    group.add_argument("--account", help="the account, where the code does not say it")
    group.add_argument("--workspace", help="the Terraform workspace")
    group.add_argument("--source", type=given_path, metavar="DIR",
                       help="the root module that a plan was made from (the plan's own folder)")  # fmt: skip
    other = parser.add_argument_group("configuration")
    other.add_argument(
        "--config", type=given_path, metavar="FILE", help="instead of .reslint.yaml found upwards"
    )
    other.add_argument("--no-config", action="store_true", help="ignore configuration files")
    other.add_argument(
        "--no-cache", action="store_true", help="neither read nor write the cache of parsed files"
    )


def options_from(arguments: argparse.Namespace) -> Options:
    """What a run is asked to do. Raises `UsageError`, `ConfigError`."""
    paths = tuple(arguments.paths)
    for path in paths:
        if not path.exists() and not getattr(arguments, "changed_only", False):
            raise UsageError(f"{path}: no such file or directory{_command_hint(path)}")
    return Options(
        paths=paths,
        config=_config(arguments, paths[0]),
        inputs=_inputs(arguments),
        cache=not arguments.no_cache,
        source=_source(arguments.source),
    )


def _source(directory: Path | None) -> Path | None:
    if directory is not None and not directory.is_dir():
        raise UsageError(f"{directory}: no such folder of Terraform sources")
    return directory


def _command_hint(path: Path) -> str:
    import difflib

    from reslint.cli import COMMANDS

    near = difflib.get_close_matches(str(path), COMMANDS, 1)
    return f" (did you mean the command `{near[0]}`?)" if near else ""


def _config(arguments: argparse.Namespace, first: Path) -> configuration.Config:
    start = first.resolve()
    if arguments.config is not None:
        if not arguments.config.is_file():
            raise UsageError(f"{arguments.config}: no such configuration file")
        return configuration.load(arguments.config, start)
    return configuration.load(None if arguments.no_config else configuration.find(start), start)


def _inputs(arguments: argparse.Namespace) -> Inputs:
    return Inputs(
        var_options=tuple(map(_var_option, arguments.var_options)),
        environment=_environment() if arguments.env_vars else {},
        parameters=dict(arguments.parameter),
        workspace=arguments.workspace,
        region=arguments.region,
        account=arguments.account,
    )


def _var_option(option: Path | tuple[str, str]) -> Path | tuple[str, str]:
    if not isinstance(option, Path):
        return option
    if not option.is_file():
        raise UsageError(f"{option}: no such variable file")
    return option.resolve()


def _environment() -> dict[str, str]:
    """The values of `TF_VAR_*` by name of the variable."""
    prefix = "TF_VAR_"
    return {name.removeprefix(prefix): os.environ[name] for name in os.environ if name.startswith(prefix)}


def given_path(text: str) -> Path:
    """The argument of an option that takes a path; `Path("")` would be the working directory."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty; is a variable not set?")
    return Path(text)


def _pair(text: str) -> tuple[str, str]:
    """The argument of `--var` and `--parameter`."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text}: expected NAME=VALUE")
    return name, value
