"""The built wheel, as a learner gets it: open it, install it elsewhere, answer two questions.

Run by CI as `python tests/wheel.py`; it needs the network to build and install.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
WANTED = (
    "taiwa/content/course.yaml",
    "taiwa/content/section-2.yaml",
    "taiwa/locales/ja/LC_MESSAGES/taiwa.po",
    "taiwa/terminal/taiwa.tcss",
    "taiwa/py.typed",
)
LINES = "1\n\n1\n\n1\n\n/scores\n/lang\n/quit\n"


def run(*command: str, **more: object) -> str:
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **more).stdout  # type: ignore[call-overload,no-any-return]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", scratch, str(ROOT))
        wheel = next(place.glob("taiwa-*.whl"))
        names = set(zipfile.ZipFile(wheel).namelist())
        missing = [name for name in WANTED if name not in names]
        assert not missing, f"the wheel lacks {missing}"
        run(sys.executable, "-m", "venv", str(place / "venv"))
        python = str(place / "venv" / "bin" / "python")
        run(python, "-m", "pip", "install", "-q", str(wheel))
        taiwa = str(place / "venv" / "bin" / "taiwa")
        environment = {"TAIWA_HOME": str(place / "home"), "LANG": "C", "PATH": ""}
        told = run(taiwa, "--plain", input=LINES, cwd=scratch, env=environment)
        assert "Question 1" in told, told
        assert told.count("Source:") >= 3, told
        scores = run(taiwa, "scores", "--json", cwd=scratch, env=environment)
        assert '"answered": 2' in scores, scores
        print("the wheel works:", wheel.name)


if __name__ == "__main__":
    main()
