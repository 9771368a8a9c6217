"""How well the dates and vaccines of certificates are read, by layout and by how they come in.

    python -m benchmarks.reading [certificates of each layout and language] [none|scan,photo,…]

Precision: of the days that are offered as given or as expiring for a vaccine, how many are right.
Recall: of the days that the certificates say, how many are offered so. "Mixed up": of the days on
which something was given, how many are offered as those on which it expires.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

from PIL import Image

from benchmarks import certificates
from benchmarks.certificates import LAYOUTS, PICTURES, Certificate
from services.core import files
from services.decoding import papers
from services.documents import texts
from services.documents.finding import Context, Kind, Meaning, Suggestion, found
from services.documents.texts import Shown

TODAY = date(2026, 3, 4)
KINDS = [Kind(name.casefold(), name) for name in ("Rabies", "DHPP", "Leptospirosis", "Bordetella")]
COUNTRY = {"en": "US", "de": "DE"}


def scored(paper: Certificate, offered: list[Suggestion]) -> Counter[str]:
    """Compare what is offered with the truth."""
    truth = {(shot.vaccine, Meaning.GIVEN, shot.given) for shot in paper.shots}
    truth |= {(shot.vaccine, Meaning.EXPIRES, shot.expires) for shot in paper.shots}
    said = {
        (kind, one.meaning, one.day)
        for one in offered
        if one.day and one.meaning in (Meaning.GIVEN, Meaning.EXPIRES)
        for kind in one.kinds or ("",)
    }
    given = {(shot.vaccine, shot.given) for shot in paper.shots}
    seen = {kind for one in offered if one.day is None for kind in one.kinds}
    vaccines = {shot.vaccine for shot in paper.shots}
    traps = {one.day for one in offered if one.meaning is Meaning.EXPIRES} & set(paper.traps)
    return Counter(
        truth=len(truth),
        said=len(said),
        right=len(truth & said),
        given=len(given),
        mixed=sum((kind, Meaning.EXPIRES, day) in said for kind, day in given),
        vaccines=len(vaccines),
        seen=len(vaccines & seen),
        named=len(seen),
        traps=len(paper.traps),
        trapped=len(traps),
    )


async def read(paper: Certificate, how: str, seed: int) -> list[Suggestion]:
    """Read a certificate as the portal does."""
    context = Context(TODAY, COUNTRY[paper.language], KINDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(paper.pdf)
        drawn = papers.pdf(path).pages[0]
    page = Image.open(BytesIO(drawn.content))
    if how == "text":
        digest = files.keep(paper.pdf)
        shown = Shown(files.keep(drawn.content), drawn.width, drawn.height)
        return found(await texts.of(digest, [shown], pdf=True), context)
    content = certificates.picture(page, how, seed)
    size = Image.open(BytesIO(content)).size
    digest = files.keep(content)
    return found(await texts.of(digest, [Shown(digest, *size)], pdf=False), context)


async def main(count: int, ways: list[str]) -> None:
    """Print a line for each layout and way."""
    print(
        f"{'layout':9} {'comes as':9} papers  precision  recall  vaccines  mixed up  traps  s/page"
    )
    for how in ways:
        whole: Counter[str] = Counter()
        for layout in LAYOUTS:
            total: Counter[str] = Counter()
            began = perf_counter()
            for language in COUNTRY:
                for seed in range(count):
                    paper = certificates.certificate(layout, language, seed, TODAY)
                    score = scored(paper, await read(paper, how, seed))
                    if "-v" in sys.argv and score["right"] < max(score["truth"], score["said"]):
                        print("   ", layout, language, seed, dict(score))
                    total += score
            print(_line(layout, how, 2 * count, total, (perf_counter() - began) / 2 / count))
            whole += total
        print(_line("all", how, 2 * count * len(LAYOUTS), whole, 0))


def _line(layout: str, how: str, papers: int, total: Counter[str], seconds: float) -> str:
    def rate(part: str, of: str) -> str:
        return f"{total[part] / total[of]:.3f}" if total[of] else "-"

    return (
        f"{layout:9} {how:9} {papers:6}  {rate('right', 'said'):>9}  {rate('right', 'truth'):>6}  "
        f"{rate('seen', 'vaccines'):>8}  {rate('mixed', 'given'):>8}  {rate('trapped', 'traps'):>5}"
        f"  {seconds:6.2f}"
    )


if __name__ == "__main__":
    asked = [one for one in sys.argv[1:] if not one.startswith("-")]
    count = int(asked[0]) if asked else 10
    asyncio.run(main(count, asked[1].split(",") if len(asked) > 1 else ["text", *PICTURES]))
