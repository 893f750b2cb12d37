"""A mail server that remembers every message it took: the outside world's view of "sent twice"."""

import re
import socketserver
import threading
from collections import Counter

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class _Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP for Python's smtplib."""

    timeout = 20

    def handle(self) -> None:
        self._say(b"220 mailbox")
        while line := self.rfile.readline().strip():
            verb = line.split(b" ")[0].upper()
            if verb == b"DATA":
                self._say(b"354 go on")
                self._keep()
                self._say(b"250 taken")
            elif verb == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 fine")

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        # Cut off before the final dot, the message was never handed over.
        if line == b".\r\n" and (found := _MESSAGE_ID.search(b"".join(lines))):
            assert isinstance(self.server, Mailbox)
            self.server.taken.append(found[1].decode())

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class Mailbox(socketserver.ThreadingTCPServer):
    """Listens on a free port until closed."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed in the middle is what this is for."""

    def taken_twice(self) -> list[str]:
        return [message for message, times in Counter(self.taken).items() if times > 1]

    def close(self) -> None:
        """Stop listening."""
        self.shutdown()
        self.server_close()
