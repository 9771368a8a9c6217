"""Files that staff attach to a record."""

from functools import partial
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal_app.api.receiving import Told, beginning, name_of, receive
from services import copies, pictures
from services.access import Proof
from services.auth import sessions
from services.core import db, files
from services.core.errors import Invalid
from services.core.files import Incoming
from services.imaging import filing, intake
from services.records import attaching, reading
from services.records.attaching import Stored

_NOBODYS = UUID(int=0)  # stands for what is no id at all
_MOST_BYTES = 25 * 2**20
_MOST_DICOM_BYTES = 100 * 2**20


async def attach(request: Request) -> Response:
    """Attach a file to a record. Its name comes beside it, and is a label only."""
    try:
        record_id = UUID(request.path_params["id"])
    except ValueError:
        record_id = _NOBODYS
    name = name_of(request)

    async def keep(proof: Proof, file: Incoming) -> Told:
        media_type = attaching.type_of(await beginning(file))
        if media_type == reading.DICOM:
            stored, about = await intake.taken(file, name)
            file_it = partial(filing.file, record_id=record_id, stored=stored, about=about)
        else:
            stored = await _stored(file, name, media_type)
            file_it = partial(attaching.attach, record_id=record_id, file=stored)
        row = await db.write(sessions.acting, proof, file_it)
        return {"id": str(row.id)}

    may = partial(attaching.may_attach, record_id=record_id)
    return await receive(request, may, keep, most=_MOST_DICOM_BYTES)


async def _stored(file: Incoming, name: str, media_type: str) -> Stored:
    """Keep a picture or a PDF."""
    size, shown = file.size_bytes, None
    if size > _MOST_BYTES:
        raise Invalid("This file is too large. At most {size} MB are fine.", size=25)
    if media_type.startswith("image/"):
        [shown] = await pictures.remade(file.path, [attaching.SIDE])
    pdf = media_type == copies.PDF
    return Stored(
        digest=await (copies.keep_pdf(file) if pdf else run_in_threadpool(file.keep)),
        name=name,
        media_type=media_type,
        size_bytes=size,
        shown=await run_in_threadpool(files.keep, shown.content) if shown else "",
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
    )


ROUTES = [Route("/uploads/records/{id}", attach, methods=["POST"])]
