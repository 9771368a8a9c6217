"""Write docs/dicom-files.md anew: `python -m docs.list_dicom_files`."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.verdicts import Verdict

PAGE = Path(__file__).with_name("dicom-files.md")
_HEAD = """\
# DICOM files that were tried

Each of these files is read by the tests. An image is "exact" if every stored value that the viewer
gets is the one that pydicom reads; tests in a browser hold the greys that the viewer makes of them
against pydicom's `apply_modality_lut` and `apply_voi_lut`: they are the same. JPEG of
12 bits, lossless JPEG and JPEG-LS have one decoder here, imagecodecs: files that are packed so in
the tests come out as they went in. A file that is no image, or a broken one, ends in a code that
never changes its meaning.

| code | what it says |
| --- | --- |
| `not_dicom` | no DICOM file, or one without a header whose pixels could be anything |
| `malformed` | damaged so that it cannot be read |
| `no_image` | a report, a plan, a directory: kept, and said not to be drawn |
| `no_pixels` | the image is missing |
| `bad_pixels` | the image is damaged |
| `too_large` | more than 8,192 by 8,192 pixels, 256 MB a frame, 10,000 frames or 512 MB a file |

This page is written by `python -m docs.list_dicom_files`.
"""


def page(bundled: Mapping[str, Verdict], made: Mapping[str, Verdict]) -> str:
    """Return the whole page: the files that pydicom brings along, and those that the tests make."""
    return "\n".join(
        [
            _HEAD,
            "## Files that pydicom brings along\n",
            *_table(bundled),
            "## Files that the tests make\n",
            "What devices write that pydicom has no example of, and what breaks readers.\n",
            *_table(made),
        ]
    )


def _table(verdicts: Mapping[str, Verdict]) -> list[str]:
    counts = Counter(_outcome(one) for one in verdicts.values())
    counted = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    rows = [_row(name, one) for name, one in verdicts.items()]
    return [
        f"{len(verdicts)} files: {counted}.\n",
        "| file | | syntax | pixels | outcome |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _row(name: str, one: Verdict) -> str:
    return f"| {name} | {one.modality} | {one.syntax} | {one.size} | {_outcome(one)} |"


def _outcome(one: Verdict) -> str:
    if one.code:
        return f"`{one.code}`"
    if one.tolerance:
        return "exact but for values of 32 bits, which travel in 65,536 steps"
    return "exact" if not one.difference else f"off by {one.difference:g}"


if __name__ == "__main__":
    from tests.services.decoding.dicom.test_bundled import listed, made

    PAGE.write_text(page(listed(), made()))
