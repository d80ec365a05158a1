"""A stand-in for the neutral site behind the exit, on this machine, over TLS as the real one."""

import http.server
import ssl
import subprocess
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

PAGE = b"<!doctype html><html lang=nl><title>Weer</title><h1>Het weer</h1><p>Morgen droog."


class NeutralSite:
    def __init__(self, url):
        self.url = url
        self.host = urlsplit(url).hostname
        self.visits = []
        self.folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        key, certificate = (str(Path(self.folder.name) / name) for name in ("key.pem", "certificate.pem"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={self.host}",
             "-keyout", key, "-out", certificate], check=True, capture_output=True)
        visits = self.visits

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                visits.append((self.path, dict(self.headers)))
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(PAGE)))
                self.end_headers()
                self.wfile.write(PAGE)

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()
