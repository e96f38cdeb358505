"""Print the text of the file on standard input; run as a process of its own.

A file is written by anyone and read by much code. Here it can neither take more memory and time
than it is given nor bring down the process that asked.
"""

import resource
import sys
from collections.abc import Iterator
from io import BytesIO

MAX_MEMORY_BYTES = 768 * 1024 * 1024
MAX_PROCESSOR_SECONDS = 15
#: Letters after which nobody reads on.
ENOUGH = 400_000


def pdf_parts(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # after the limits, which also hold for what it loads

    for page in PdfReader(BytesIO(data)).pages:
        yield page.extract_text()


def docx_parts(data: bytes) -> Iterator[str]:
    from docx import Document

    document = Document(BytesIO(data))
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def main(kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_PROCESSOR_SECONDS, MAX_PROCESSOR_SECONDS))
    written = 0
    for part in {"pdf": pdf_parts, "docx": docx_parts}[kind](sys.stdin.buffer.read()):
        sys.stdout.buffer.write(part.encode("utf-8", errors="replace") + b"\n")
        written += len(part)
        if written > ENOUGH:
            break


if __name__ == "__main__":
    main(sys.argv[1])
