"""The REST door: ask a question, list the documents, tell that the server is alive."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import AfterValidator, BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.answer import Answer, Question
from ingest.document import Document
from ingest.errors import YitiaoError
from ui import text

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from index.library import Library

HISTORY_LIMIT = 50
EVENT_STREAM = "text/event-stream"
UNBUFFERED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

logger = logging.getLogger(__name__)


def _check_characters(words: str) -> str:
    words.encode()  # half a surrogate pair is a ValueError, which pydantic reports
    return words


Words = Annotated[str, AfterValidator(_check_characters)]


class AskBody(BaseModel):
    """The body of ``POST /api/v1/ask``: what is asked now, and the earlier user turns."""

    question: Words
    history: list[Words] = Field(default=[], max_length=HISTORY_LIMIT)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer: one Chinese line, and whether the server is to blame."""

    message: str
    is_ours: bool


def put(chain: Runnable[Question, Answer], question: Question) -> Answer | Failure:
    """Ask the chain. What it raises becomes a ``Failure``; the log never holds the question."""
    try:
        return chain.invoke(question)
    except YitiaoError as error:
        return Failure(str(error), is_ours=False)
    except Exception as error:  # noqa: BLE001  whatever breaks inside, a door shows one line
        frames = "".join(traceback.format_tb(error.__traceback__))
        logger.error("A question failed with %s\n%s", type(error).__name__, frames)
        return Failure(text.UNEXPECTED, is_ours=True)


def split_pieces(markdown: str) -> Iterator[str]:
    """The answer in short pieces that never cut a marker or an emphasis in two."""
    for match in re.finditer(
        r"(?:\[[^\]\n]*\]|\*\*[^*\n]*\*\*|[^\n，。；、,;])*[\n，。；、,;]*", markdown
    ):
        if match[0]:
            yield match[0]


def describe(document: Document) -> dict[str, Any]:
    """A document's facts and sizes as the contract's JSON object."""
    return {
        "id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "carries_out": document.carries_out,
        "date": document.date,
        "source": document.source,
        "sha256": document.sha256,
        "counts": {
            "sections": len(document.sections),
            "tasks": len(document.tasks),
            "clauses": len(document.clauses),
            "commitments": len(document.commitments),
        },
    }


def build_api(chain: Runnable[Question, Answer], library: Library) -> APIRouter:
    """The routes of the REST door."""
    router = APIRouter()

    @router.post("/api/v1/ask", response_model=None)
    def ask(body: AskBody, request: Request) -> Response:
        answer = put(chain, Question(body.question, tuple(body.history)))
        if isinstance(answer, Failure):
            return _refuse(500 if answer.is_ours else 422, answer.message)
        if EVENT_STREAM in request.headers.get("accept", ""):
            return StreamingResponse(_stream(answer), media_type=EVENT_STREAM, headers=UNBUFFERED)
        return JSONResponse(answer.as_json())

    @router.get("/api/v1/documents")
    def documents() -> list[dict[str, Any]]:
        return [describe(document) for document in library.documents]

    @router.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.api_route("/api/{path:path}", methods=["GET", "POST"], include_in_schema=False)
    def nothing(path: str) -> Response:
        return _refuse(404, text.NO_DOOR)

    return router


def _stream(answer: Answer) -> Iterator[str]:
    for piece in split_pieces(answer.answer):
        yield _event("delta", {"text": piece})
    yield _event("answer", answer.as_json())


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _refuse(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": message}, status_code=status)


def handle_errors(app: FastAPI) -> None:
    """Say every refusal of the app's own routes as ``{"error": one Chinese line}``."""

    @app.exception_handler(RequestValidationError)
    def bad_body(request: Request, error: RequestValidationError) -> Response:
        return _refuse(422, text.BAD_BODY)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        lines = {400: text.BAD_BODY, 404: text.NO_DOOR, 405: text.WRONG_METHOD, 413: text.TOO_LARGE}
        return _refuse(error.status_code, lines.get(error.status_code, text.UNEXPECTED))
