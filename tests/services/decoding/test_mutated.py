"""Files changed at random: refused, or taken whole, and never the end of a reader."""

import pytest

from tests.hostile.mutating import put_through

pytestmark = [pytest.mark.spec("DOC-5"), pytest.mark.timeout(3600)]


async def ends(count: int) -> set[str]:
    found = await put_through(count)
    print(found)
    assert found.total() == count
    assert min(found["taken"], found["refused"]) > count / 20  # neither all nor none
    return set(found)


async def test_mutated_files_are_refused_or_taken_whole():
    assert await ends(1_500) == {"taken", "refused"}


@pytest.mark.slow
async def test_ten_thousand_mutated_files_are_refused_or_taken_whole():
    assert await ends(10_000) == {"taken", "refused"}
