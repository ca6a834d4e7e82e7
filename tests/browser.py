"""A served application and a Chromium that records what its pages ask for, for the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Run the application on a free port of this machine; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def serve_command(library: Path) -> Iterator[str]:
    """Run ``yitiao serve`` on a library folder of its own; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "serve", "--library", str(library)]
    process = subprocess.Popen([*command, "--port", str(port)])
    try:
        _wait_until_open(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"yitiao serve ended with exit code {process.returncode}")
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("yitiao serve did not open its port")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped, or fail where ``CI`` is set."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        reason = f"no Chromium on the path: looked for {', '.join(_NAMES)}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass(slots=True)
class Record:
    """What a page asked for and complained of while it was open."""

    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        """The hosts of the requests; pages made of data have none."""
        return {urlsplit(address).hostname or "" for address in self.addresses} - {""}


def watch(page: Page) -> Record:
    """Record the page's requests, console errors, script errors, dialogs and failed answers."""
    record = Record()
    page.on("request", lambda request: record.addresses.append(request.url))
    page.on("pageerror", lambda error: record.complaints.append(str(error)))
    page.on("dialog", lambda dialog: record.complaints.append(f"dialog {dialog.message}"))

    def note(message):
        if message.type in ("error", "warning"):
            record.complaints.append(message.text)

    def check(response):
        if response.status >= 400:
            record.complaints.append(f"{response.status} {response.url}")

    page.on("console", note)
    page.on("response", check)
    return record
