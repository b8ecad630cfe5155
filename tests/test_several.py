"""Several courses on one machine, in a terminal of one's own."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from taiwa.cli import main
from taiwa.paths import record_of, shipped_id
from taiwa.record.store import Store
from tests.bench.terminal import PYTHON
from tests.terminal import ENTER, window
from tests.test_places import IWAKURA

TAIWA = (PYTHON, "-m", "taiwa", "--lang", "en")
CTRL_P, CTRL_Q = "\x10", "\x11"


@pytest.mark.slow
def test_the_app_goes_on_with_another_course_and_opens_it_the_next_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = Path(os.environ["TAIWA_HOME"])
    for id in ("iwakura", shipped_id()):
        with closing(Store(record_of(home, id))) as store:
            store.set("aim", "text")  # the welcome has been
    assert main(["courses", "add", str(IWAKURA)]) == 0
    assert main(["courses", "use", shipped_id()]) == 0
    with window(*TAIWA) as taiwa:
        taiwa.until("to come")
        taiwa.type(CTRL_P)
        taiwa.until("The Iwakura Mission")
        taiwa.type("iwakura")
        taiwa.until("course")
        taiwa.type(ENTER)
        taiwa.until("The journey and its first errand")
        taiwa.type(CTRL_Q)
        assert taiwa.ended() == 0
        assert "Traceback" not in taiwa.drawn
    with window(*TAIWA) as taiwa:
        taiwa.until("The journey and its first errand")
    capsys.readouterr()
