"""One web application: the chat at ``/``, the reader, the REST door, and what guards them."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import text

if TYPE_CHECKING:
    from fastapi import FastAPI
    from langchain_core.runnables import Runnable
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.answer import Answer, Question
    from index.library import Library

STATIC = Path(__file__).parent / "static"
BODY_LIMIT = 1 << 20  # bytes of a request
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}
"""Settings that keep the vendors' libraries from calling home."""
CLOSED = re.compile(
    r"/gradio_api/(?!queue/(join|data)$|(heartbeat|run)/|(app_id|cancel|info|reset|startup-events)$)"
    r"|/(login|logout|monitoring|openapi\.json|manifest\.json|pwa_icon|svelte)\b"
)
"""Gradio's doors that the chat has no use for: uploads, files, proxies, dashboards, editors."""
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; frame-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_OUTWARD = re.compile(
    r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*/>|\s*<link rel="manifest"[^>]*/>'
    r"|\s*<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>",
    re.DOTALL,
)


def build_app(
    chain: Runnable[Question, Answer], library: Library, *, root_path: str = ""
) -> FastAPI:
    """The application for a web server. ``root_path`` is the prefix that a proxy puts before it."""
    os.environ.update(QUIET)
    import gradio
    from fastapi import FastAPI
    from starlette.staticfiles import StaticFiles

    from ui.api import build_api, handle_errors
    from ui.chat import build_chat, make_theme
    from ui.reader import build_reader

    app = FastAPI(
        title=text.NAME,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    handle_errors(app)
    app.include_router(build_reader(library))
    app.mount("/yitiao", StaticFiles(directory=STATIC), name="static")
    app.include_router(build_api(chain, library))
    gradio.mount_gradio_app(
        app,
        build_chat(chain, library),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=make_theme(),
    )
    app.add_middleware(Guard, root_path=root_path.rstrip("/"))
    return app


@dataclass(slots=True)
class Guard:
    """Limits what comes in, closes unused doors, and lets no page reach outside the server."""

    app: ASGIApp
    root_path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        from starlette.responses import RedirectResponse

        nonce = secrets.token_urlsafe(16)
        sender = Sender(send, nonce)
        prefix = self.root_path or scope.get("root_path", "")
        path = scope["path"].removeprefix(prefix)
        # the same paths for a proxy that keeps the prefix and for one that strips it
        scope = {**scope, "root_path": prefix, "path": prefix + path}
        if CLOSED.match(path):
            await _refuse(scope, receive, sender, 404, text.NO_DOOR)
        elif _declared_length(scope) > BODY_LIMIT:
            await _refuse(scope, receive, sender, 413, text.TOO_LARGE)
        elif not path:  # relative addresses need the slash
            await RedirectResponse(f"{prefix}/")(scope, receive, sender)
        elif path == "/":
            await self.app(_without_compression(scope), receive, PageSender(send, nonce))
        else:
            await self.app(scope, limit_body(receive), sender)


@dataclass(slots=True)
class Sender:
    """Sends a response with the security headers added."""

    send: Send
    nonce: str

    async def __call__(self, message: Message) -> None:
        """Send one part of the response."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": self.add_headers(message["headers"])}
        await self.send(message)

    def add_headers(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The response's headers and ours."""
        ours = {
            "content-security-policy": POLICY.format(nonce=self.nonce),
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
        }
        return [*headers, *((name.encode(), value.encode()) for name, value in ours.items())]


@dataclass(slots=True)
class PageSender(Sender):
    """Holds the chat page back until it is whole, and rewrites it."""

    start: MutableMapping[str, Any] = field(default_factory=dict)
    body: bytes = b""

    async def __call__(self, message: Message) -> None:
        """Collect one part of the page; send everything after the last."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = rewrite_page(self.body.decode(), self.nonce).encode()
        kept = [(name, value) for name, value in self.start["headers"] if name != b"content-length"]
        headers = [*self.add_headers(kept), (b"content-length", str(len(body)).encode())]
        await self.send({**self.start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def rewrite_page(page: str, nonce: str) -> str:
    """Gradio's page without outward addresses, with our head, every script bearing the nonce."""
    from ui.reader import render

    page = _OUTWARD.sub("", page).replace('lang="en"', f'lang="{text.CHINESE.language}"', 1)
    page = page.replace("</head>", render("head.html") + "</head>", 1)
    return re.sub(r"<script\b", f'<script nonce="{nonce}"', page)


def limit_body(receive: Receive) -> Receive:
    """``receive`` that refuses more than ``BODY_LIMIT``, whatever length was declared."""
    from starlette.exceptions import HTTPException

    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_LIMIT:
            raise HTTPException(413)
        return message

    return limited


def _declared_length(scope: Scope) -> int:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    return int(declared) if declared.isdigit() else 0


def _without_compression(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, message: str) -> None:
    from starlette.responses import JSONResponse

    await JSONResponse({"error": message}, status_code=status)(scope, receive, send)
