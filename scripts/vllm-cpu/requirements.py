"""Prints what vLLM's wheel for CPUs needs, one requirement a line, so that pip can install it.

The wheel asks for a torch build that the ordinary index does not have; the ordinary build of the same version
serves. It is run by the virtual environment's Python: markers are about that one.
"""

import sys
import zipfile
from email.parser import Parser

from pip._vendor.packaging.requirements import Requirement

LEFT_OUT = {"torch", "torchaudio", "torchvision", "torchcodec"}
ADDED = ["torch==2.13.0", "gguf", "accelerate"]


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata_name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(metadata_name).decode())
    for line in metadata.get_all("Requires-Dist") or []:
        requirement = Requirement(line)
        if requirement.name.lower() in LEFT_OUT:
            continue
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        requirement.marker = None
        print(requirement)
    for line in ADDED:
        print(line)


main(sys.argv[1])
