"""A mail server that has one mailbox, on this machine, and the troubles that real ones have."""

import re
import socketserver
import threading
import time
from contextlib import contextmanager


class Box:
    """What is in the mailbox, and how its server behaves."""

    def __init__(self):
        self.mails = {}  # bytes, by number
        self.validity = 7
        self.password = "s3cret/+"
        self.folders = ["INBOX"]
        self.cut_after = None  # bytes of an answer, after which the connection is gone
        self.delay = 0.0  # seconds before each answer
        self.nonsense = False
        self.asked = []  # every command that changes or reads something

    def put(self, made, number=None):
        number = number or max(self.mails, default=0) + 1
        self.mails[number] = made if isinstance(made, bytes) else made.as_bytes()
        return number


class _Talk(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        self.box = self.server.box
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, _, said = line.decode().strip().partition(" ")
            if self.box.delay:
                time.sleep(self.box.delay)
            try:
                self.answer(tag, said)
            except (ConnectionError, BrokenPipeError):
                return

    def say(self, *pieces):
        out = b"".join(one if isinstance(one, bytes) else one.encode() for one in pieces) + b"\r\n"
        if self.box.cut_after is not None and len(out) > self.box.cut_after:
            self.wfile.write(out[: self.box.cut_after])
            raise ConnectionError
        self.wfile.write(out)

    def answer(self, tag, said):
        command, _, rest = said.partition(" ")
        if command.upper() == "UID":
            command, _, rest = rest.partition(" ")
        self.box.asked.append(f"{command} {rest}" if command != "LOGIN" else command)
        if self.box.nonsense and command in ("SEARCH", "FETCH"):
            self.say("* ", b"\xff\0 what? {x}")
        getattr(self, f"do_{command.lower()}", self.unknown)(tag, rest)

    def unknown(self, tag, _rest):
        self.say(f"{tag} BAD what?")

    def do_capability(self, tag, _rest):
        self.say("* CAPABILITY IMAP4rev1")
        self.say(f"{tag} OK done")

    def do_login(self, tag, rest):
        right = self.box.password in rest.replace("\\", "")
        self.say(f"{tag} {'OK' if right else 'NO'} login")

    def do_examine(self, tag, rest):
        if rest.strip('"') not in self.box.folders:
            self.say(f"{tag} NO no such folder")
            return
        self.say(f"* {len(self.box.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.box.validity}] fine")
        self.say(f"{tag} OK [READ-ONLY] done")

    def do_search(self, tag, rest):
        numbers = sorted(self.box.mails)
        if found := re.search(r"UID (\d+):\*", rest):  # as RFC 3501 has it: the last is always in
            numbers = [n for n in numbers if n >= int(found[1])] or numbers[-1:]
        self.say(f"* SEARCH {' '.join(map(str, numbers))}".strip())
        self.say(f"{tag} OK done")

    def do_fetch(self, tag, rest):
        number = int(rest.split()[0])
        content = self.box.mails.get(number)
        if content is None:
            pass
        elif "RFC822.SIZE" in rest:
            self.say(f"* 1 FETCH (UID {number} RFC822.SIZE {len(content)})")
        else:
            start, many = map(int, re.search(r"<(\d+)\.(\d+)>", rest).groups())
            head = content.partition(b"\n\n")[0] + b"\n\n"
            piece = (head if "HEADER" in rest else content)[start : start + many]
            said = f"* 1 FETCH (UID {number} BODY[]<{start}> {{{len(piece)}}}\r\n"
            self.say(said, piece, ")")
        self.say(f"{tag} OK done")

    def do_logout(self, tag, _rest):
        self.say("* BYE")
        self.say(f"{tag} OK done")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    context = None

    def get_request(self):
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request, client_address):
        pass


@contextmanager
def serving(box, context=None):
    """Serve a mailbox; give the address for PORTAL_IMAP_URL, without what follows the port."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box, server.context = box, context
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
