from __future__ import annotations

import subprocess
import sys

import pytest

from reslint.frontends.cloudformation.detect import is_template, looks_like_template
from reslint.frontends.cloudformation.tree import to_tree
from reslint.model.span import Source

NOT_TEMPLATES = {
    "kubernetes": "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - resources: {limits: {cpu: 1}}\n",
    "compose": "services:\n  web:\n    image: nginx\n    deploy:\n      resources: {}\n",
    "openapi": "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n    Resources: {type: object}\n",
    "workflow": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n",
    "package.json": '{"name": "x", "version": "1.0.0", "dependencies": {"Resources": "1"}}',
    "data": '{"rows": [' + ",".join(["1"] * 1000) + "]}",
    "resources without types": "Resources:\n  A: b\n",
    "other types": "Resources:\n  - Type: text/css\n",
}


@pytest.mark.parametrize("text", NOT_TEMPLATES.values(), ids=NOT_TEMPLATES.keys())
def test_other_formats_are_rejected(text: str) -> None:
    assert not looks_like_template(text, ".json" if text.startswith("{") else ".yaml")


@pytest.mark.parametrize(
    "text",
    [
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n",
        "---\nResources:\n  A: {Type: 'Custom::Thing'}\n",
        '{"Resources": {"A": {"Type": "Alexa::ASK::Skill"}}}',
        '\ufeff{\n\t"Resources" : {"A": {"Type" : "Org::Team::Vpc::MODULE"}}}',
        "Resources:\n  Fn::ForEach::Q:\n  - N\n  - [a]\n  - 'Q${N}':\n      Type: AWS::SQS::Queue\n",
    ],
)
def test_a_template_needs_no_format_version(text: str) -> None:
    assert looks_like_template(text, ".template")
    assert is_template(to_tree(Source("t", text.lstrip("\ufeff")))["body"])


def test_the_tree_decides_where_the_text_only_looks_like_a_template() -> None:
    text = "Resources:\n  A: {Kind: x}\nNotes: {Type: AWS::S3::Bucket}\n"
    assert looks_like_template(text, ".yaml")
    assert not is_template(to_tree(Source("t", text))["body"])


def test_detection_imports_no_parser() -> None:
    code = (
        "import sys, reslint.frontends.cloudformation.load as m\n"
        "from reslint.frontends.cloudformation.detect import looks_like_template\n"
        "looks_like_template('Resources:\\n  A:\\n    Type: AWS::S3::Bucket\\n', '.yaml')\n"
        "print([n for n in ('yaml', 'cfnlint', 'pydantic') if n in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
