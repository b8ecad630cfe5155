"""The oldest versions that pyproject.toml names and the tested ones of all else, as constraints."""

import re
import tomllib
from itertools import chain
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
tested = Path(".ci/constraints.txt").read_text(encoding="utf-8").splitlines()
named = "\n".join(chain(project["dependencies"], *project["optional-dependencies"].values()))
oldest = dict(re.findall(r"^([\w-]+)(?:\[\w+\])?>=([\d.]+)", named.lower(), re.M))
print(*(line for line in tested if line.partition("==")[0] not in oldest), sep="\n")
print(*(f"{name}=={version}" for name, version in oldest.items()), sep="\n")
