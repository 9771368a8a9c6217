"""What the programs have in common that read strangers' files, so that one takes nothing down.

Such a program waits for requests, and forks for each: what reads a file is new, knows no other one,
may use little memory and time and write no file; and whatever becomes of it ends with it.

A request and an answer are a line of JSON each; the contents of an answer follow it, as long as its
"sizes" say.
"""

import json
import os
import resource
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

Content = bytes | memoryview
Answer = tuple[dict[str, Any], Sequence[Content]]  # what is told, and the contents that go with it


def answer(
    requests: BinaryIO,
    answers: BinaryIO,
    read: Callable[[dict[str, Any]], Answer],
    *,
    most_memory: int,
    most_seconds: int = 20,
) -> None:
    """Answer requests until there are no more, or until a file was the end of its reader.

    Args:
        read: Makes the answer to a request.
        most_memory: Bytes of address space that a reader may take.
        most_seconds: Of a processor that it may take.
    """
    for line in requests:
        reader = os.fork()
        if not reader:
            restrict(most_memory, most_seconds)
            _say(answers, *read(json.loads(line)))
            os._exit(0)
        if os.waitpid(reader, 0)[1]:
            raise SystemExit(1)


def restrict(most_memory: int, most_seconds: int = 20) -> None:
    """Give up whatever reading a file does not need."""
    limits = {
        resource.RLIMIT_AS: most_memory,  # bytes
        resource.RLIMIT_CPU: most_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def _say(answers: BinaryIO, told: dict[str, Any], contents: Sequence[Content]) -> None:
    line = json.dumps(told | {"sizes": [len(each) for each in contents]})
    answers.write(line.encode() + b"\n")
    answers.writelines(contents)
    answers.flush()
