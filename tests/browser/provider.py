"""A small OpenID Connect provider for tests: whoever comes is Anna Berg."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

NAME = "Anna Berg"
CLIENT = "ojdash"


@contextmanager
def provider() -> Iterator[str]:
    """Its address, until the end."""
    key, nonces = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}), {}

    class Handler(BaseHTTPRequestHandler):
        """Answers as a provider that asks nothing."""

        def do_GET(self) -> None:
            """Its metadata and keys; and straight back to who sends somebody here."""
            path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/authorize":
                nonces["code"] = asked["nonce"][0]
                back = urlencode({"code": "code", "state": asked["state"][0]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
                self.end_headers()
            elif path == "/keys":
                self.answer({"keys": [key.as_dict(private=False)]})
            else:
                self.answer(
                    {
                        "issuer": site,
                        "authorization_endpoint": f"{site}/authorize",
                        "token_endpoint": f"{site}/token",
                        "jwks_uri": f"{site}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )

        def do_POST(self) -> None:
            """A token that says who it is."""
            self.rfile.read(int(self.headers["Content-Length"]))
            now = int(time.time())
            claims = {"iss": site, "aud": CLIENT, "sub": "17", "iat": now, "exp": now + 600, "name": NAME}
            token = jwt.encode({"alg": "RS256", "kid": "1"}, claims | {"nonce": nonces["code"]}, key)
            self.answer({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

        def answer(self, said: object) -> None:
            """JSON."""
            content = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
