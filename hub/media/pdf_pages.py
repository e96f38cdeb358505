"""Print the number of pages of the PDF on standard input; run as a process of its own.

A PDF is written by anyone and read by much code. Here it can neither take more memory and time
than it is given nor bring down the process that asked.
"""

import resource
import sys
from io import BytesIO

MAX_MEMORY_BYTES = 768 * 1024 * 1024
MAX_PROCESSOR_SECONDS = 5


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_PROCESSOR_SECONDS, MAX_PROCESSOR_SECONDS))
    from pypdf import PdfReader  # after the limits, which also hold for what it loads

    sys.stdout.write(str(len(PdfReader(BytesIO(sys.stdin.buffer.read())).pages)))


if __name__ == "__main__":
    main()
