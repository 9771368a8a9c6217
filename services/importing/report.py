"""What an import found wrong, and what it did."""

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 200  # problems that are kept to be shown; all are counted


class Unreadable(Exception):
    """The rest of a file cannot be read. `line` is where that was noticed; 0: the whole file."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line, self.text = line, text


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file."""

    file: str
    line: int  # 0: with the file as a whole
    column: str  # empty: with the whole line
    text: str

    def __str__(self) -> str:
        """Say where, then what, such as: pets.csv:7: born_on: no such day as 2024-02-30."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.column, self.text) if part)


@dataclass
class Report:
    """The outcome of an import. Without problems it was, or could be, carried out."""

    written: bool = False
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])  # the first ones
    notes: list[str] = field(default_factory=list[str])
    rows: Counter[str] = field(default_factory=Counter[str])  # read, by file
    new: Counter[str] = field(default_factory=Counter[str])
    changed: Counter[str] = field(default_factory=Counter[str])
    same: Counter[str] = field(default_factory=Counter[str])

    def complain(self, file: str, line: int, column: str, text: str) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < SHOWN:
            self.problems.append(Problem(file, line, column, text))
