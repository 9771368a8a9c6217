"""CSV files as clinics' programs write them: read line by line, whatever is in them."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from services.importing.report import Report, Unreadable
from services.importing.sheet import Sheet

LONGEST_LINE = 1_000_000  # bytes
_SAVE_AS = "save it as 'CSV UTF-8'"


@dataclass(frozen=True)
class Row:
    """One row under the header: the number of its first line, and its cells by column."""

    line: int
    cells: dict[str, str]


def rows(path: Path, sheet: Sheet, report: Report, went: Callable[[int], None]) -> Iterator[Row]:
    """Read a file's rows; what is wrong with one is reported and the row left out.

    Args:
        went: Is told how many bytes have been read so far.

    Raises:
        Unreadable: The rest of the file cannot be read.
    """
    with _opened(path) as file:
        lines = _Lines(file)
        parsed = csv.reader(lines, delimiter=_delimiter(path, sheet), strict=True)
        columns = _columns(_header(parsed, lines), sheet, report)
        while True:
            first = lines.number + 1
            try:
                cells = next(parsed, None)
            except csv.Error as fault:
                report.complain(path.name, first, "", _unparsable(fault))
                continue
            if cells is None:
                return
            if lines.undecodable >= first:
                report.complain(path.name, lines.undecodable, "", f"is not UTF-8; {_SAVE_AS}.")
            elif any(cell and not cell.isspace() for cell in cells):
                row = _row(path.name, first, columns, cells, report)
                if row:
                    yield row
            went(lines.bytes_read)


class _Lines:
    """The lines of a file, decoded; no more than one of them is in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.undecodable = 0  # the last line that was not UTF-8
        self.bytes_read = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = self._file.readline(LONGEST_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        self.bytes_read += len(raw)
        if self.number == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable(1, f"the file is UTF-16; {_SAVE_AS}.")
        if b"\0" in raw:
            raise Unreadable(self.number, f"holds NUL bytes: this is no CSV file; {_SAVE_AS}.")
        if len(raw) > LONGEST_LINE:
            raise Unreadable(self.number, "is longer than 1 MB; the rest was not read.")
        try:
            return raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            self.undecodable = self.number
            return raw.decode("utf-8", errors="replace")


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        raise Unreadable(0, "is not a file.")
    try:
        return path.open("rb")
    except OSError as fault:
        raise Unreadable(0, f"cannot be read: {fault.strerror}.") from None


def _delimiter(path: Path, sheet: Sheet) -> str:
    """Choose comma or semicolon: whichever finds more of the columns in the header."""
    with _opened(path) as file:
        line = next(_Lines(file), "")

    def found(delimiter: str) -> int:
        names = line.replace('"', "").split(delimiter)
        return sum(sheet.knows(_name(name)) for name in names)

    return max((",", ";"), key=found)


def _header(parsed: Iterator[list[str]], lines: _Lines) -> list[str]:
    try:
        names = next(parsed, None)
    except csv.Error as fault:
        raise Unreadable(1, _unparsable(fault)) from None
    if names is None:
        raise Unreadable(0, "is empty; its first line must name the columns.")
    if lines.undecodable:
        raise Unreadable(1, f"is not UTF-8; {_SAVE_AS}.")
    return [_name(name) for name in names]


def _columns(names: list[str], sheet: Sheet, report: Report) -> list[str]:
    """Return what the columns are called; one that means nothing here is ''."""
    known = [name if sheet.knows(name) else "" for name in names]
    if twice := sorted({name for name in known if name and known.count(name) > 1}):
        raise Unreadable(1, f"names the column {', '.join(twice)} more than once.")
    if missing := [name for name in sheet.required if name not in known]:
        raise Unreadable(1, f"lacks the column {', '.join(missing)}.")
    if extra := [name[:40] for name in names if name and name not in known]:
        shown = ", ".join(extra[:10])
        report.notes.append(f"{sheet.file}: not used: {shown}")
    return known


def _row(file: str, line: int, columns: list[str], cells: list[str], report: Report) -> Row | None:
    beyond = any(cell.strip() for cell in cells[len(columns) :])
    if beyond or len(cells) < len(columns):
        counts = f"has {len(cells)} cells where the header has {len(columns)}."
        report.complain(file, line, "", counts)
        return None
    named = {
        name: cell.strip().replace("\r\n", "\n").replace("\r", "\n")
        for name, cell in zip(columns, cells, strict=False)
        if name
    }
    for name, cell in named.items():
        if not cell.isprintable() and any(_is_control(character) for character in cell):
            report.complain(file, line, name, "holds a control character.")
            return None
    return Row(line, named)


def _is_control(character: str) -> bool:
    return (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f"


def _unparsable(fault: csv.Error) -> str:
    said = str(fault)
    if "unexpected end of data" in said or "field larger" in said:
        return 'a text in quotes begins here or later and does not end: a " is missing.'
    if "expected after" in said:
        return 'has something after a closing quote: write a quote inside a text as "".'
    return "is not CSV: its line ends are not those of Windows, macOS or Linux."


def _name(cell: str) -> str:
    return cell.strip().strip('"').lower()
