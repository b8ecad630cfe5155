"""Reading `essay-map.yaml`: the argument of the whole text, section by section."""

from collections.abc import Mapping

from msgspec import structs

from taiwa.course.argument import Card, read_argument
from taiwa.course.companions import Node, TextMap
from taiwa.course.course import Course
from taiwa.course.fields import Fields
from taiwa.course.model import ROLES, Text
from taiwa.course.references import Ids


def with_map(fields: Fields, course: Course, ids: Ids, relations: Mapping[str, Text]) -> Course:
    """The course with its map, whose questions are comparisons of its sections."""
    fields.word("id")
    title = fields.text("title")
    nodes = fields.each("nodes", lambda f: _node(f, ids), "node")
    cards = {node.id: Card(node.card, node.section, _sources(course, node)) for node in nodes}
    inner = fields.inner("argument")
    argument, built = read_argument(inner, ids, cards, relations)
    inner.close()
    fields.close()
    mapped = TextMap(title, nodes, argument)
    return structs.replace(course, text_map=mapped, comparisons=(*course.comparisons, *built))


def _node(fields: Fields, ids: Ids) -> Node:
    return Node(
        id=ids.give("node", fields),
        section=ids.refer_one(fields, "section", "section") or "",
        step=ids.refer_one(fields, "step", "step") or "",
        role=fields.one_of("role", ROLES),
        card=fields.text("card"),
    )


def _sources(course: Course, node: Node) -> tuple[str, ...]:
    step = course.steps.get(node.step)
    return step.source if step else ()
