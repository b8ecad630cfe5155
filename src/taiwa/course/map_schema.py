"""Reading `essay-map.yaml`: the argument of the whole text, section by section."""

from collections.abc import Mapping

from msgspec import structs

from taiwa.course.argument import Card, read_argument
from taiwa.course.companions import Node, TextMap
from taiwa.course.course import Course
from taiwa.course.fields import Fields
from taiwa.course.model import ROLES, Question, Step, Text
from taiwa.course.references import Ids
from taiwa.errors import Entry


def with_map(fields: Fields, course: Course, ids: Ids, relations: Mapping[str, Text]) -> Course:
    """The course with its map, whose questions are comparisons of its sections."""
    mapped, built = read_map(fields, ids, course.steps, relations)
    return structs.replace(course, text_map=mapped, comparisons=(*course.comparisons, *built))


def read_map(
    fields: Fields, ids: Ids, steps: Mapping[str, Step], relations: Mapping[str, Text]
) -> tuple[TextMap, tuple[Question, ...]]:
    """The map, and the questions made of it; `steps` are the course's by id."""
    fields.word("id")
    title = fields.text("title")
    nodes = fields.each("nodes", lambda f: _node(f, ids), Entry("node"))
    cards = {node.id: Card(node.card, node.section, _sources(steps, node)) for node in nodes}
    argument, built = fields.inner("argument").read(
        lambda inner: read_argument(inner, ids, cards, relations)
    )
    fields.close()
    return TextMap(title, nodes, argument), built


def _node(fields: Fields, ids: Ids) -> Node:
    return Node(
        id=ids.give("node", fields),
        section=ids.refer_one(fields, "section", "section") or "",
        step=ids.refer_one(fields, "step", "step") or "",
        role=fields.one_of("role", ROLES),
        card=fields.text("card"),
    )


def _sources(steps: Mapping[str, Step], node: Node) -> tuple[str, ...]:
    step = steps.get(node.step)
    return step.source if step else ()
