"""A mail server for the tests: Debian's aiosmtpd, on a port of its own, until standard input is closed.

mail_server.py FOLDER CERTIFICATE KEY [AUTH]: prints its port. What it takes lies in FOLDER, a file for each mail, the envelope in the
first line. AUTH is a mechanism, PLAIN or LOGIN; the user is "motcua", the password "bí mật".
"""
import asyncio
import logging
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

# A client that leaves in the middle is what some tests are about; it would be told of with a traceback.
logging.disable()
folder, certificate, key = sys.argv[1:4]
mechanism = sys.argv[4] if len(sys.argv) > 4 else None


class Taker:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 no such mailbox"
        if name == "later":
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Taker.count += 1
        with open(f"{folder}/{Taker.count}", "wb") as mail:
            tls = "tls" if session.ssl else "plain"
            mail.write(f"{tls} {envelope.mail_from} {envelope.rcpt_tos[0]}\n".encode())
            mail.write(envelope.original_content)
        return "250 taken"


def authenticate(server, session, envelope, given, data):
    right = isinstance(data, LoginPassword) and data.login == b"motcua" and data.password == "bí mật".encode()
    # Unhandled, it answers with 535 itself.
    return AuthResult(success=right and given == mechanism, handled=False)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
controller = Controller(
    Taker(), hostname="127.0.0.1", port=0, tls_context=context, enable_SMTPUTF8=True,
    authenticator=authenticate if mechanism else None, auth_required=mechanism is not None,
    auth_exclude_mechanism=[name for name in ("PLAIN", "LOGIN") if mechanism and name != mechanism],
    require_starttls=mechanism is not None)


# With port 0 the controller cannot find itself to see whether it answers, so the server is made by hand.
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
server = loop.run_until_complete(loop.create_server(controller.factory, "127.0.0.1", 0))
print(server.sockets[0].getsockname()[1], flush=True)
loop.run_until_complete(loop.run_in_executor(None, sys.stdin.read))
