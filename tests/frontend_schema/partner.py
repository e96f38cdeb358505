"""Sites of somebody else, served from another origin; one page of theirs embeds the widget."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A partner</title>
<link rel="stylesheet" href="/page.css">
<main>
<h1>A partner</h1>
{tags}
<p>After the widget</p>
</main>
"""
TAGS = """
<script type="module" src="{hub}/static/frontend_schema/widget.js"></script>
<local-action-hub {attributes}><a href="https://hub.example/">The library</a></local-action-hub>
"""
#: What no page does on purpose, and some do.
HOSTILE_CSS = "* { all: unset !important } local-action-hub, li, a { display: none !important }"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src {hub}; connect-src {hub}; img-src {hub}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def serve(folder: Path) -> AbstractContextManager[str]:
    """Serve the files of a folder; the address."""
    return answering(partial(Quiet, directory=str(folder)))


def partner(
    hub: str, *, language: str, css: str = HOSTILE_CSS, tags: str = TAGS, **attributes: str
) -> AbstractContextManager[str]:
    """Serve the page under a strict policy; its address."""
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    page = PAGE.format(language=language, tags=tags.format(hub=hub, attributes=written))

    class Handler(Quiet):
        def do_GET(self) -> None:
            is_css = self.path.endswith(".css")
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if is_css else "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(hub=hub))
            self.end_headers()
            self.wfile.write((css if is_css else page).encode())

    return answering(Handler)
