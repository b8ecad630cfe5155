"""The built wheel, as a learner gets it: open it, install it with pipx, answer two questions.

Run by CI as `python tests/wheel.py`; it needs the network to build and install.
"""

import os
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
    "taiwa/tui/taiwa.tcss",
    "taiwa/py.typed",
)
LINES = "1\n\n1\n\n1\n\n/scores\n/lang\n/quit\n"
TESTED = f"--pip-args=-c {ROOT / '.ci' / 'constraints.txt'}"


def run(*command: str, **more: object) -> str:
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **more).stdout  # type: ignore[call-overload,no-any-return]


def pipx(place: Path, *words: str) -> None:
    """Run pipx in folders of its own."""
    own = {"PIPX_HOME": str(place / "pipx"), "PIPX_BIN_DIR": str(place / "bin")}
    run(sys.executable, "-m", "pipx", *words, env=os.environ | own)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", scratch, str(ROOT))
        wheel = next(place.glob("taiwa-*.whl"))
        names = set(zipfile.ZipFile(wheel).namelist())
        missing = [name for name in WANTED if name not in names]
        assert not missing, f"the wheel lacks {missing}"
        pipx(place, "install", "--python", sys.executable, TESTED, str(wheel))
        taiwa = str(place / "bin" / "taiwa")
        environment = {"TAIWA_HOME": str(place / "home"), "LANG": "C", "PATH": ""}
        told = run(taiwa, "--plain", input=LINES, cwd=scratch, env=environment)
        assert "Question 1" in told, told
        assert told.count("Section 1, paragraph") >= 3, told
        scores = run(taiwa, "scores", "--json", cwd=scratch, env=environment)
        assert '"answered": 2' in scores, scores
        pipx(place, "uninstall", "taiwa")
        assert not (place / "bin" / "taiwa").exists()
        print("the wheel works, installed with pipx:", wheel.name)


if __name__ == "__main__":
    main()
