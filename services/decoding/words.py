"""Words that were read from a page, each with its place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One word and where it stands, in pixels of the page as it is drawn."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    slope: float = 0.0  # how far its line falls for each pixel to the right

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle is."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2
