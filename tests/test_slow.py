"""No text of the longest length takes long, whatever it repeats."""

import pytest

from taiwa.course.loading import load_course
from tests.fuzz.slow import CONTENT, measured


@pytest.mark.slow
def test_no_text_keeps_the_tutor_busy() -> None:
    """Twenty times what was measured: quadratic work would take far longer."""
    milliseconds, name, unit = measured(load_course(CONTENT))[0]
    assert milliseconds < 1_000, (name, unit)
