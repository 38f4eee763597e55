from __future__ import annotations

from collections.abc import Callable

from reslint.model.inventory import Loaded
from reslint.model.value import AttributeOf, Ref

Load = Callable[..., Loaded]


def test_a_loop_makes_one_resource_for_each_item(loaded: Load) -> None:
    found = loaded(
        """
        Transform: AWS::LanguageExtensions
        Parameters: {Names: {Type: CommaDelimitedList, Default: "one,t-2"}}
        Resources:
          Fn::ForEach::Topics:
            - N
            - !Ref Names
            - 'Topic&{N}':
                Type: AWS::SNS::Topic
                DependsOn: 'Queue&{N}'
                Properties:
                  TopicName: !Sub '${N}.fifo'
                  Plain: 'p-${N}'
                  Own: !Ref N
                  Arn: !GetAtt 'Queue&{N}.Arn'
        """
    )
    assert found.notifications == []
    assert [(r.address, r.block, r.exists) for r in found.resources] == [
        ("Topicone", "Topic&{N}", None),
        ("Topict2", "Topic&{N}", None),
    ]
    second = found.resources[1]
    assert [second.get(n).data for n in ("TopicName", "Plain", "Own")] == ["t-2.fifo", "p-t-2", "t-2"]
    assert second.get("Arn").symbol == AttributeOf("Queuet2", "Arn")
    assert second.meta["DependsOn"].items[0].refs == (Ref("Queuet2"),)


def test_loops_nest(loaded: Load) -> None:
    found = loaded(
        """
        Resources:
          Fn::ForEach::Outer:
            - A
            - [x, y]
            - Fn::ForEach::Inner:
                - B
                - [1, 2]
                - 'Q${A}${B}': {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${A}-${B}'}}
        """
    )
    assert [r.address for r in found.resources] == ["Qx1", "Qx2", "Qy1", "Qy2"]
    assert found.resources[3].get("QueueName").data == "y-2"


def test_an_unknown_collection_leaves_one_resource_that_may_exist(loaded: Load) -> None:
    found = loaded(
        """
        Parameters: {Names: {Type: CommaDelimitedList}}
        Resources:
          Fn::ForEach::Queues:
            - N
            - !Ref Names
            - 'Q${N}': {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'q-${N}', DelaySeconds: 5}}
        """
    )
    (queue,) = found.resources
    assert queue.exists is not None
    assert queue.exists.reason == 'parameter "Names" has no value'
    assert queue.get("DelaySeconds").data == 5
    name = queue.get("QueueName").unknown
    assert name is not None
    assert name.prefix == "q-"


def test_a_loop_over_properties_and_conditions(loaded: Load) -> None:
    found = loaded(
        """
        Parameters: {More: {Type: CommaDelimitedList}}
        Conditions:
          Fn::ForEach::Conditions:
            - N
            - [a, b]
            - 'Is${N}': !Equals [!Ref N, a]
        Resources:
          A:
            Type: AWS::X::Y
            Properties:
              Fn::ForEach::P:
                - K
                - [One, Two]
                - 'Prop${K}': !If [Isa, !Sub '${K}!', 0]
          B:
            Type: AWS::X::Y
            Condition: Isb
          C:
            Type: AWS::X::Y
            Properties:
              Fn::ForEach::P: [K, !Ref More, {'Prop${K}': 1}]
              M:
                Fn::ForEach::Q: [K, !Ref More, {'${K}': 1}]
                Fix: 2
        """
    )
    assert [r.address for r in found.resources] == ["A", "C"]
    a, c = found.resources
    assert {name: a.get(name).data for name in a.attributes} == {"PropOne": "One!", "PropTwo": "Two!"}
    assert c.get("PropX").unknown is not None
    assert c.get("M").entries["Fix"].data == 2
    assert c.get("M").data.rest is not None  # type: ignore[union-attr]


def test_a_loop_that_makes_too_much_is_cut_and_told(loaded: Load) -> None:
    items = ", ".join(f"i{n}" for n in range(40))
    found = loaded(
        f"""
        Resources:
          Fn::ForEach::Outer:
            - A
            - [{items}]
            - Fn::ForEach::Inner:
                - B
                - [{items}]
                - 'Q${{A}}${{B}}': {{Type: AWS::SQS::Queue}}
        """
    )
    assert [n.code for n in found.notifications] == ["too-large"]
    assert len(found.resources) == 1001
    assert found.resources[-1].exists is not None


def test_a_malformed_loop_is_told(loaded: Load) -> None:
    found = loaded(
        "Resources:\n  Fn::ForEach::X: [a]\n  A: {Type: AWS::SQS::Queue}\n",
    )
    assert [n.code for n in found.notifications] == ["not-a-resource"]
    assert [r.address for r in found.resources] == ["A"]
