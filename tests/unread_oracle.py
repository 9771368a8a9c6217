"""What is unread, counted by hand from lists of who wrote what: what the portal must agree with."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class _Thread:
    pet: str
    written: list[str] = field(default_factory=list)  # by whom, in order
    asked: bool = False
    closed: bool = False


class Oracle:
    """Threads of one customer, Alice; everybody else works at the clinic."""

    def __init__(self) -> None:
        self.threads: dict[UUID, _Thread] = {}
        self.marks: dict[tuple[str, UUID], int] = {}  # who has read what up to where

    def begin(self, thread: UUID, pet: str) -> None:
        """Note a new thread."""
        self.threads[thread] = _Thread(pet)

    def write(self, who: str, thread: UUID) -> None:
        """Note a message."""
        row = self.threads[thread]
        row.written.append(who)
        row.asked = who == "alice"
        row.closed = row.closed and who != "alice"

    def mark_read(self, who: str, thread: UUID, position: int) -> None:
        """Note how far somebody has read: never beyond the end, never back."""
        upto = min(position, len(self.threads[thread].written))
        if upto > self.marks.get((who, thread), 0):
            self.marks[who, thread] = upto

    def mark_unread(self, who: str, thread: UUID, position: int) -> None:
        """Note that somebody wants to read again from a position."""
        before = max(position, 1) - 1
        if before < self.marks.get((who, thread), 0):
            self.marks[who, thread] = before

    def close(self, thread: UUID) -> None:
        """Note that nothing is to be done."""
        row = self.threads[thread]
        row.closed, row.asked = True, row.asked and row.closed

    def reopen(self, thread: UUID) -> None:
        """Note that something is to be done after all."""
        self.threads[thread].closed = False

    def unread(self, who: str) -> dict[UUID, int]:
        """Count by thread what the other side wrote after somebody's mark."""
        counted = {one: self._of(who, one) for one in self.threads}
        return {one: count for one, count in counted.items() if count}

    def of_pets(self, who: str) -> dict[str, int]:
        """Count by pet."""
        found: dict[str, int] = {}
        for one, count in self.unread(who).items():
            if pet := self.threads[one].pet:
                found[pet] = found.get(pet, 0) + count
        return found

    def listed(self, *, waiting: bool) -> set[UUID]:
        """List all threads, or those that wait for an answer."""
        rows = self.threads.items()
        return {one for one, row in rows if not waiting or (row.asked and not row.closed)}

    def positions(self, thread: UUID) -> list[int]:
        """Number what stands in a thread."""
        return list(range(1, len(self.threads[thread].written) + 1))

    def _of(self, who: str, thread: UUID) -> int:
        row = self.threads[thread]
        concerned = who == "alice" or row.asked or (who, thread) in self.marks
        unseen = row.written[self.marks.get((who, thread), 0) :] if concerned else []
        return sum((writer == "alice") != (who == "alice") for writer in unseen)
