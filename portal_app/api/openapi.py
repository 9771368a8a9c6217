"""The description of the HTTP API, in OpenAPI 3.1."""

from typing import Any

from portal_app import cookies
from services.messaging import BODY_LIMIT, TOPIC_LIMIT
from services.messaging.history import MOST
from services.messaging.rules import KEY_LIMIT as KEY

_ID = {"type": "string", "format": "uuid"}
_MOMENT = {"type": "string", "format": "date-time"}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_SAID = {  # more than spaces, and nothing that cannot be kept
    "type": "string",
    "minLength": 1,
    "pattern": r"^[^\u0000]*[^\s\u0000][^\u0000]*$",
}
_BODY = {**_SAID, "maxLength": BODY_LIMIT}
_COOKIE: list[dict[str, list[str]]] = [{"session": []}]


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _refusals(*codes: int) -> dict[str, Any]:
    told = {
        400: "The request cannot be read.",
        401: "Nobody is signed in.",
        403: "Not for this person, or the clinic takes no messages at present.",
        404: "There is no such thing, or the clinic does not use messages.",
        409: "The key stands for another message, or the conversation has ended.",
        422: "A field cannot be accepted.",
        429: "Too many messages within a minute.",
    }
    return {str(code): {"description": told[code], "content": _PROBLEM} for code in codes}


def _answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _required(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_SCHEMAS = {
    "Message": _required(
        id=_ID,
        thread_id=_ID,
        topic={"type": "string"},
        pet_id=_maybe(_ID),
        position={"type": "integer", "minimum": 1},
        author={"type": "string"},
        from_clinic={"type": "boolean"},
        body={"type": "string", "description": "Empty where there are only files"},
        files={"type": "array", "items": {"$ref": "#/components/schemas/File"}},
        created_at=_MOMENT,
        seen_at=_maybe(_MOMENT),
    ),
    "File": _required(
        id=_ID,
        name={"type": "string"},
        media_type={"type": "string", "enum": ["image/jpeg", "application/pdf"]},
        size_bytes={"type": "integer", "minimum": 1},
        url={"type": "string", "description": "Where it is, for the same session"},
    ),
    "Answer": {
        "type": "object",
        "description": "A message in a thread that there is.",
        "properties": {"thread_id": _ID, "body": _BODY},
        "required": ["thread_id", "body"],
    },
    "Beginning": {
        "type": "object",
        "description": "The first message of a new thread, about a pet or general.",
        "properties": {
            "topic": {**_SAID, "maxLength": TOPIC_LIMIT},
            "pet_id": _maybe(_ID),
            "body": _BODY,
        },
        "required": ["topic", "body"],
    },
    "NewMessage": {
        "anyOf": [
            {"$ref": "#/components/schemas/Answer"},
            {"$ref": "#/components/schemas/Beginning"},
        ]
    },
    "Problem": _required(
        type={"type": "string"},
        title={"type": "string"},
        status={"type": "integer"},
        detail={"type": "string"},
    ),
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pawgate", "version": "1"},
    "paths": {
        "/api/v1/messages/my": {
            "get": {
                "operationId": "listMessages",
                "summary": "The customer's messages, the newest first",
                "security": _COOKIE,
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "schema": {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": MOST,
                            "default": 50,
                        },
                    },
                    {
                        "name": "cursor",
                        "in": "query",
                        "description": "`next` of the answer before",
                        "schema": {"type": "string"},
                    },
                ],
                "responses": {
                    "200": _answer(
                        "Messages, and where the next ones begin",
                        _required(
                            messages={
                                "type": "array",
                                "items": {"$ref": "#/components/schemas/Message"},
                            },
                            next={"type": ["string", "null"]},
                        ),
                    ),
                    **_refusals(400, 401, 403, 404),
                },
            }
        },
        "/api/v1/messages": {
            "post": {
                "operationId": "sendMessage",
                "summary": "Send a message",
                "description": "From the portal's own origin only. A key makes one message.",
                "security": _COOKIE,
                "parameters": [
                    {
                        "name": "Idempotency-Key",
                        "in": "header",
                        "required": True,
                        "schema": {"type": "string", "minLength": 1, "maxLength": KEY},
                    }
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/NewMessage"}}
                    },
                },
                "responses": {
                    "201": _answer("It is stored", {"$ref": "#/components/schemas/Message"}),
                    **_refusals(400, 401, 403, 404, 409, 422, 429),
                },
            }
        },
        "/api/v1/messages/my/unread-count": {
            "get": {
                "operationId": "countUnread",
                "summary": "How many messages are unread",
                "security": _COOKIE,
                "responses": {
                    "200": _answer(
                        "The count", _required(unread={"type": "integer", "minimum": 0})
                    ),
                    **_refusals(401, 403, 404),
                },
            }
        },
    },
    "components": {
        "schemas": _SCHEMAS,
        "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": cookies.SESSION}},
    },
}
