"""Taking over what a clinic has in another program, from a folder of CSV files.

All files are read and checked first; the rows wait in a scratch database. Then one transaction
writes what is new or has changed. If anything is wrong, nothing is written.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.customers import Customer
from models.pets import Pet
from services import audit, search
from services.access import system, visible
from services.core import db as database
from services.importing import rules as reading_rules
from services.importing.cells import Cells
from services.importing.entries import DOSES, RECORDS, TEMPERATURES, WEIGHTS
from services.importing.lists import IMPORT, Lists
from services.importing.merging import Merge, leave_merged
from services.importing.people import CUSTOMERS, PETS
from services.importing.reading import rows
from services.importing.report import Problem, Report, Unreadable
from services.importing.rules import DateOrder, Rules
from services.importing.sheet import Sheet
from services.importing.staging import Staging

__all__ = ["SHEETS", "DateOrder", "Problem", "Progress", "Report", "run"]

SHEETS = (CUSTOMERS, PETS, RECORDS, DOSES, WEIGHTS, TEMPERATURES)  # parents first
Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


class _Refused(Exception):
    """What was right when it was compared is wrong now; nothing of it may stay."""


def run(
    folder: Path,
    date_order: DateOrder = "iso",
    *,
    dry_run: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> Report:
    """Import a folder, all of it or nothing.

    Args:
        date_order: How dates are written besides 2024-12-31.
        dry_run: Only check and compare.
    """
    report = Report()
    files = _files(folder, report)
    with Staging() as staging:
        if files:
            rules = database.look(_prepare, staging, date_order)
            for sheet, path in files:
                _read(path, sheet, rules, staging, report, progress)
        if report.problem_count:
            return report
        if dry_run or staging.knows_any():  # a first import has nothing to compare with
            database.look(_merge, staging, report, progress, write=False)
            if dry_run or report.problem_count or not (report.new or report.changed):
                return report
        return _written(staging, report, progress)


def _files(folder: Path, report: Report) -> list[tuple[Sheet, Path]]:
    if not folder.is_dir():
        report.complain(str(folder), 0, "", "is no folder.")
        return []
    try:
        found = {path.name.lower(): path for path in sorted(folder.iterdir())}
    except OSError as fault:
        report.complain(str(folder), 0, "", f"cannot be read: {fault.strerror}.")
        return []
    known = {sheet.file: sheet for sheet in SHEETS}
    names = ", ".join(known)
    for name, path in found.items():
        if name.endswith(".csv") and name not in known:
            report.complain(path.name, 0, "", f"is none of the files that are read: {names}.")
    files = [(sheet, found[file]) for file, sheet in known.items() if file in found]
    if not files:
        report.complain(str(folder), 0, "", f"holds none of the files that are read: {names}.")
    absent = [file for file in known if file not in found]
    if files and absent:
        report.notes.append(f"not in the folder, so left as they are: {', '.join(absent)}")
    return files


def _prepare(db: Session, staging: Staging, date_order: DateOrder) -> Rules:
    """Read the rules, and note what the portal has that rows may refer to or collide with."""
    columns = (Customer.external_id, Customer.email, Customer.phone)
    for row in database.stream(db, system(Customer), *columns):
        if row.external_id:
            staging.know("customers", row.external_id)
        for what in ("email", "phone"):
            if value := getattr(row, what):
                staging.hold(what, value, row.external_id or "")
    for row in database.stream(db, visible(IMPORT, Pet), Pet.external_id, Pet.microchip):
        if row.external_id:
            staging.know("pets", row.external_id)
        if row.microchip:
            staging.hold("microchip", row.microchip, row.external_id or "")
    leave_merged(db, staging)
    return reading_rules.load(db, date_order)


def _read(
    path: Path, sheet: Sheet, rules: Rules, staging: Staging, report: Report, progress: Progress
) -> None:
    """Check one file, row by row."""
    size = path.stat().st_size

    def went(done: int) -> None:
        progress(f"Reading {sheet.file}", done, size)

    try:
        for row in rows(path, sheet, report, went):
            report.rows[sheet.name] += 1
            cells = Cells(row.cells, rules.date_order, rules.today)
            entry = sheet.read(cells, rules)
            if staging.leaves(sheet.name, entry.key):
                staging.left[sheet.name] += 1
                continue
            wrong = cells.problems or list(staging.add(sheet, row.line, entry))
            for column, text in wrong:
                report.complain(sheet.file, row.line, column, text)
            if wrong:
                staging.know(sheet.name, entry.key)
    except Unreadable as fault:
        report.complain(sheet.file, fault.line, "", fault.text)


def _merge(
    db: Session, staging: Staging, report: Report, progress: Progress, *, write: bool
) -> None:
    report.new.clear()
    report.changed.clear()
    report.same.clear()
    report.same.update(staging.left)
    lists = Lists(db, write=write)
    total, done = report.rows.total(), 0

    def went(count: int) -> None:
        nonlocal done
        done += count
        progress("Writing" if write else "Comparing", done, total)

    for sheet in SHEETS:
        Merge(db, sheet, lists, report).run(staging, went)
    if write and report.problem_count:
        raise _Refused
    if write:
        search.rebuild(db)
        told = audit.Event.DATA_IMPORTED
        audit.record(db, None, told, new=report.new, changed=report.changed)
    report.notes += [note for note in lists.spelling() if note not in report.notes]


def _written(staging: Staging, report: Report, progress: Progress) -> Report:
    try:
        database.run(_merge, staging, report, progress, write=True)
    except (IntegrityError, _Refused):
        report.complain("the portal", 0, "", "was changed meanwhile; please import again.")
    report.written = not report.problem_count and bool(report.new or report.changed)
    return report
