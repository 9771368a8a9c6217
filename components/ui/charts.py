"""Values over time."""

from collections.abc import Callable

import reflex as rx

from states.charts import Chart, Point, Tick

_FILL = "absolute inset-0 size-full overflow-visible"


def line_chart(chart: rx.vars.ObjectVar[Chart], *, name: rx.Var[str] | str) -> rx.Component:
    """Draw a line, its band and its points; each point can be reached, and says its value.

    Wherever the chart is touched, the nearest point in time tells its value; the arrow keys go
    from one to the next.

    Args:
        name: Unique on the page.
    """
    return rx.el.figure(
        rx.el.div(
            rx.foreach(chart.levels, _level),
            _lines(chart),
            rx.el.div(
                rx.foreach(chart.points, _point(name)),
                role="radiogroup",
                aria_label=chart.summary,
            ),
            class_name="relative ml-14 h-56 sm:h-72",
        ),
        rx.el.div(
            rx.foreach(chart.days, _day_tick),
            aria_hidden="true",
            class_name="relative mt-3 ml-14 h-5 text-xs text-muted",
        ),
        class_name="pt-8 pr-3",
    )


def _level(tick: rx.vars.ObjectVar[Tick]) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            tick.label,
            class_name=(
                "absolute right-full mr-3 -translate-y-1/2 text-xs whitespace-nowrap text-muted"
            ),
        ),
        style={"top": tick.at},
        aria_hidden="true",
        class_name="absolute inset-x-0 h-0 border-t border-line",
    )


def _day_tick(tick: rx.vars.ObjectVar[Tick]) -> rx.Component:
    return rx.el.span(
        tick.label,
        style={"left": tick.at, "--x": tick.at},
        class_name="absolute -translate-x-(--x) whitespace-nowrap max-sm:even:hidden",
    )


def _lines(chart: rx.vars.ObjectVar[Chart]) -> rx.Component:
    joined = {
        "fill": "none",
        "stroke": "var(--accent)",
        "stroke_linejoin": "round",
        "stroke_linecap": "round",
        "custom_attrs": {"vectorEffect": "non-scaling-stroke"},
    }
    return rx.el.svg(
        rx.el.path(d=chart.band, fill="var(--success-soft)"),
        rx.el.path(d=chart.gaps, stroke_width="1.5", stroke_dasharray="4 5", **joined),
        rx.el.path(d=chart.line, stroke_width="2.5", **joined),
        view_box="0 0 100 100",
        preserve_aspect_ratio="none",
        aria_hidden="true",
        class_name=_FILL,
    )


def _point(name: rx.Var[str] | str) -> Callable[[rx.vars.ObjectVar[Point]], rx.Component]:
    def render(point: rx.vars.ObjectVar[Point]) -> rx.Component:
        at = {"left": point.left, "top": point.top}
        return rx.el.label(
            rx.el.input(
                type="radio",
                name=name,
                aria_label=point.label,
                default_checked=point.newest,
                style={"left": point.start, "width": point.width},
                class_name="point",
            ),
            rx.el.span(
                rx.match(point.mark, ("<", "\N{DOWNWARDS ARROW}"), (">", "\N{UPWARDS ARROW}"), ""),
                aria_hidden="true",
                style=at,
                custom_attrs={"data-mark": point.mark},
                class_name="dot",
            ),
            rx.el.span(
                point.label,
                aria_hidden="true",
                style={**at, "--x": point.left},
                class_name=(
                    "told pointer-events-none absolute -mt-12 -translate-x-(--x) rounded-lg "
                    "bg-ink px-2.5 py-1.5 text-xs font-medium whitespace-nowrap text-canvas "
                    "shadow-lifted"
                ),
            ),
            class_name="contents",
        )

    return render
