"""Photos of pets, from whoever may change them."""

from functools import partial
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.receiving import Told, receive
from services import pets, pictures
from services.access import Proof
from services.auth import sessions
from services.core import db, files
from services.core.files import Incoming

_NOBODYS = UUID(int=0)  # stands for what is no id at all
_SIZE = 800  # px; twice what any page shows


async def set_photo(request: Request) -> Response:
    """Give a pet another photo, cut to the square that the address says."""
    try:
        pet_id = UUID(request.path_params["id"])
    except ValueError:
        pet_id = _NOBODYS
    asked, names = request.query_params, ("left", "top", "side")

    async def keep(proof: Proof, file: Incoming) -> Told:
        part = (
            pictures.square(*(asked.get(name, "") for name in names))
            if asked
            else pictures.Square()
        )
        [picture] = await pictures.remade(file.path, [_SIZE], part=part)
        digest = await run_in_threadpool(files.keep, picture.content)
        await db.write(sessions.acting, proof, pets.set_photo, pet_id, digest)
        return {}

    may = partial(pets.may_change_photo, pet_id=pet_id)
    return await receive(request, may, keep, most=pictures.MOST_BYTES)


ROUTES = [Route("/uploads/pets/{id}/photo", set_photo, methods=["POST"])]
