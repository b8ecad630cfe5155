"""Where something is said, as a learner reads it."""

from taiwa.course.model import Course
from taiwa.language.catalogs import Words


def source_line(course: Course, words: Words, sources: tuple[str, ...]) -> str:
    """Sources as a learner reads them: the section's title and its paragraphs."""
    _ = words._
    places: dict[str, list[str]] = {}
    for source in sources:
        name, _sep, paragraph = source.partition(" ¶")
        places.setdefault(name, []).append(paragraph)
    named = []
    for name, paragraphs in places.items():
        section = course.by_id.get(name)
        if section is None:
            named.append(_("the public record"))
        else:
            where = words.ngettext(
                "{section}, para. {paragraphs}",
                "{section}, paras {paragraphs}",
                len(paragraphs),
                section=section.title[words.language],
                paragraphs=_(", ").join(paragraphs),
            )
            named.append(where)
    return _("Source: {places}", places=_("; ").join(named))
