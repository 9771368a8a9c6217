"""Sending a file to one of the portal's routes, as a browser does."""

import httpx
from starlette.applications import Starlette

from portal_app import cookies, limits
from portal_app.same_origin import SameOrigin
from tests.portal_app.test_receiving import Body


async def send_to(part, path, content, person=None, query="", *, body=None, **headers):
    """Send a file as somebody; return the answer and how much of it was read.

    Args:
        part: The module of portal_app/api that has the route.
        body: What the content comes in; by default in pieces of 100 kB.
        headers: Beside those that every browser sends.
    """
    body = body or Body(content, piece=100_000)
    given = {"content-length": str(len(content)), "host": "localhost"}
    if person:
        given["cookie"] = f"{cookies.SESSION}={person.token}"
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query.encode(),
        "headers": [(key.encode(), value.encode()) for key, value in (given | headers).items()],
    }
    sent = []

    async def keep(message):
        sent.append(message)

    app = SameOrigin(limits.BodyLimit(Starlette(routes=part.ROUTES)))
    await app(scope, body.receive, keep)
    answer = httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"])
    return answer, body
