"""What runs in the process that reads one foreign file: within bounds, without our keys.

Started by path (``workshop.py``): ``inside.py TASK SOURCE FOLDER``. It knows this room alone, so it
starts in a fifth of a second; it answers with one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from types import ModuleType

MEMORY = 400_000_000  # bytes of address space: 40 million pixels, once, and the libraries
SECONDS = 6  # of the processor; 40 million pixels take one
LARGEST = 10_000_000  # bytes of a written file
FILES = 64  # open at once
WORDS = "pdf-words"


def bounded() -> None:
    """From here on a file that asks for more ends this process, and nothing else."""
    os.nice(10)  # whoever reads the forum goes first
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def this_room_alone() -> None:
    """``forum.files`` can be imported without the whole forum."""
    forum = ModuleType("forum")
    forum.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["forum"] = forum


def outcome(task: str, source: Path, folder: Path) -> dict[str, object]:
    """What was found and made, or why the file is refused. A task is one of ``kinds.Kind``, or
    WORDS for those of a document."""
    from forum.files import images, pdfs
    from forum.files.refusals import Refusal, Refused

    try:
        if task == WORDS:
            return {"words": pdfs.words(source)}
        if task == "pdf":
            return {**pdfs.check(source)}
        return {**images.make(source, folder / "whole", folder / "small")}
    except Refused as refused:
        return {"refused": refused.why}
    except MemoryError:
        return {"refused": Refusal.HEAVY}
    except Exception:  # whatever foreign bytes brought a library to
        return {"refused": Refusal.DAMAGED}


if __name__ == "__main__":
    bounded()
    this_room_alone()
    answer = outcome(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(json.dumps(answer))
