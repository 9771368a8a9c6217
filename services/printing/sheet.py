"""Laying a paper out as PDF: A4 or Letter, with a head, a foot, and pages that break well."""

import logging
from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from importlib import resources

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from services.core import clock, files
from services.printing.paper import (
    Block,
    Chart,
    Facts,
    Heading,
    Pair,
    Paper,
    Prose,
    Signature,
    Table,
)

Place = Callable[[tuple[float, float]], tuple[float, float]]
_FONTS = resources.files("font_roboto") / "files"
MARGIN = 18  # mm
_LINE = 5.2  # mm, of running text
_KEEP = 28  # mm that must remain below a heading; else it begins the next page
_LOGO = 16  # mm
_CHART = 45  # mm high
_DOTS = 60  # points that are marked one by one
_BAND, _PAPER = (223, 238, 226), (255, 255, 255)
_INK, _MUTED, _RULE, _SHADE = (28, 25, 23), (87, 83, 78), (214, 208, 200), (245, 242, 238)

# Signs that no font of ours has print as a box; which ones they are is nobody's business.
logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


def pdf(paper: Paper, *, compressed: bool = True) -> bytes:
    """Return a paper as PDF. Takes a while for many pages: never on the event loop."""
    sheet = _Sheet(paper)
    sheet.set_compression(compressed)
    sheet.add_page()
    sheet.begin()
    for block in paper.blocks:
        sheet.put(block)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """The pages of one paper."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="letter" if paper.letter else "a4")
        self._paper = paper
        self.add_font("text", "", str(_FONTS / "Roboto-Regular.ttf"))
        self.add_font("text", "B", str(_FONTS / "Roboto-Bold.ttf"))
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 6)
        self.set_lang(paper.language)
        self.set_title(f"{paper.title}: {paper.pet_name}")
        self.set_author(paper.letterhead.name)
        # The day is told, not the second: the same file printed twice is the same, byte for byte.
        self.set_creation_date(clock.midnight(clock.today()))

    def header(self) -> None:
        """Say again on each further page whose it is and what it is about."""
        if self.page_no() == 1:
            return
        self._style(8.5, color=_MUTED)
        told = f"{self._paper.letterhead.name} · {self._paper.title} · {self._paper.pet_name}"
        self._one_line(told)
        self._rule()
        self.ln(4)

    def footer(self) -> None:
        """Number the page."""
        self.set_y(-MARGIN)
        self._style(8.5, color=_MUTED)
        told = self._paper.page.format(number=self.page_no(), count="{nb}")
        self.cell(self.epw / 2, 5, self._paper.printed)
        self.cell(self.epw / 2, 5, told, align="R")

    def begin(self) -> None:
        """Print the clinic's head, the title and the pet's head."""
        self._letterhead()
        self._style(20, bold=True)
        self._write(self.epw, 9, self._paper.title)
        self.ln(1)
        self._pairs(self._paper.about)
        self.ln(3)

    @singledispatchmethod
    def put(self, block: Block) -> None:
        """Print one part."""
        raise TypeError(type(block).__name__)

    @put.register
    def _(self, block: Heading) -> None:
        if self.get_y() + _KEEP > self.page_break_trigger:
            self.add_page()
        self.ln(4 if block.large else 2)
        size = 14 if block.large else 11.5
        self._style(9.5, color=_MUTED)
        aside = self.get_string_width(block.aside) + 4 if block.aside else 0
        top = self.get_y()
        self._style(size, bold=True)
        self._write(self.epw - aside, size * 0.5, block.text)
        if block.aside:
            bottom = self.get_y()
            self._style(9.5, color=_MUTED)
            self.set_xy(self.w - MARGIN - aside, top)
            self.cell(aside, size * 0.5, block.aside, align="R")
            self.set_xy(MARGIN, bottom)
        if block.large:
            self._rule()
        self.ln(1.5)

    @put.register
    def _(self, block: Facts) -> None:
        self._pairs(block.pairs)
        self.ln(1)

    @put.register
    def _(self, block: Prose) -> None:
        if block.label:
            self._style(9.5, bold=True, color=_MUTED)
            self._write(self.epw, _LINE, block.label)
        self._style(10, color=_MUTED if block.quiet else _INK)
        self._write(self.epw, _LINE, block.text)
        self.ln(1.5)

    @put.register
    def _(self, block: Table) -> None:
        self._style(9)
        self.set_draw_color(*_RULE)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_color=None,
            col_widths=tuple(block.shares),
            headings_style=FontFace(emphasis="BOLD", color=_MUTED, fill_color=_SHADE),
            line_height=4.6,
            padding=(1.2, 1.5),
            text_align="LEFT",
            width=self.epw,
        ) as table:
            for line in (block.heads, *block.rows):
                row = table.row()
                for text in line:
                    row.cell(text)
        self.ln(3)

    @put.register
    def _(self, block: Chart) -> None:
        if self.get_y() + _CHART + 14 > self.page_break_trigger:
            self.add_page()
        self._style(8.5, color=_MUTED)
        self.cell(20, 5, block.unit, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        top, left = self.get_y() + 1, MARGIN + 16
        width = self.epw - 18

        def place(point: tuple[float, float]) -> tuple[float, float]:
            return left + point[0] * width, top + (1 - point[1]) * _CHART

        if block.band:
            low, high = block.band
            self.set_fill_color(*_BAND)
            self.rect(*place((0, high)), width, (high - low) * _CHART, style="F")
        self._lines_across(block, place)
        self._curve([place(point) for point in block.path])
        self.set_xy(left, top + _CHART + 2)
        self._style(8.5, color=_MUTED)
        self.cell(width / 2, 4, block.begins)
        self.cell(width / 2, 4, block.ends, align="R")
        self.set_xy(MARGIN, top + _CHART + 10)
        self.set_fill_color(*_PAPER)  # else a table below would be shaded

    def _lines_across(self, block: Chart, place: Place) -> None:
        self.set_draw_color(*_RULE)
        for at, told in block.across:
            (left, y), (right, _y) = place((0, at)), place((1, at))
            self.line(left, y, right, y)
            self.set_xy(MARGIN, y - 2)
            self.cell(14, 4, told, align="R")

    def _curve(self, points: Sequence[tuple[float, float]]) -> None:
        red, green, blue = _color(self._paper.letterhead.accent)
        self.set_draw_color(red, green, blue)
        self.set_fill_color(red, green, blue)
        self.set_line_width(0.5)
        self.polyline(list(points))
        self.set_line_width(0.2)
        if len(points) <= _DOTS:
            for x, y in points:
                self.circle(x, y, 0.9, style="F")

    @put.register
    def _(self, block: Signature) -> None:
        if self.get_y() + 30 > self.page_break_trigger:
            self.add_page()
        self.ln(20)
        gap, top = 8, self.get_y()
        width = (self.epw - gap * (len(block.labels) - 1)) / len(block.labels)
        self.set_draw_color(*_INK)
        self._style(9, color=_MUTED)
        for number, label in enumerate(block.labels):
            left = MARGIN + number * (width + gap)
            self.line(left, top, left + width, top)
            self.set_xy(left, top + 1)
            self._write(width, 4.5, label)

    def _letterhead(self) -> None:
        head = self._paper.letterhead
        top, indent = self.get_y(), 0.0
        if head.logo:
            indent = self._logo(head.logo, top)
        self.set_left_margin(MARGIN + indent)
        self.set_xy(MARGIN + indent, top)
        self._style(14, bold=True)
        self._write(0, 6.5, head.name)
        self._style(9, color=_MUTED)
        for line in head.lines:
            self._write(0, 4.4, line)
        self.set_left_margin(MARGIN)
        self.set_xy(MARGIN, max(self.get_y(), top + (_LOGO if indent else 0)) + 3)
        self.set_draw_color(*_color(head.accent))
        self.set_line_width(0.8)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.set_line_width(0.2)
        self.ln(7)

    def _logo(self, digest: str, top: float) -> float:
        """Print the clinic's logo, if it is there; return how much room it takes."""
        place = files.path(digest)
        if not place.exists():
            return 0
        width = 2.5 * _LOGO
        shown = self.image(
            str(place), MARGIN, top, w=width, h=_LOGO, keep_aspect_ratio=True, alt_text=""
        )
        return min(shown.rendered_width, width) + 5

    def _pairs(self, pairs: Sequence[Pair]) -> None:
        """Print labels and values in two columns, so that a long value has room to wrap."""
        told = [(label, text) for label, text in pairs if text]
        if not told:
            return
        self._style(10)
        with self.table(
            borders_layout=TableBordersLayout.NONE,
            col_widths=(1, 3),
            first_row_as_headings=False,
            line_height=_LINE,
            text_align="LEFT",
            width=self.epw,
        ) as table:
            for label, text in told:
                row = table.row()
                row.cell(label, style=FontFace(color=_MUTED))
                row.cell(text)

    def _write(self, width: float, height: float, text: str) -> None:
        """Print a text in as many lines as it takes, and go on below it."""
        self.multi_cell(width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _one_line(self, text: str) -> None:
        """Print a text on one line, cut where it is too long."""
        while self.get_string_width(text) > self.epw:
            text = text[:-2].rstrip(" …") + "…"
        self.cell(self.epw, 5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _rule(self) -> None:
        self.set_draw_color(*_RULE)
        self.line(MARGIN, self.get_y() + 0.5, self.w - MARGIN, self.get_y() + 0.5)
        self.ln(1)

    def _style(
        self, size: float, *, bold: bool = False, color: tuple[int, int, int] = _INK
    ) -> None:
        self.set_font("text", "B" if bold else "", size)
        self.set_text_color(*color)


def _color(written: str) -> tuple[int, int, int]:
    """Read a colour such as #0d6b5b."""
    red, green, blue = (int(written[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
