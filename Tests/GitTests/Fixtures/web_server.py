"""Serves Git over HTTP for the tests, and answers some paths wrongly on purpose.

Usage: web_server.py FOLDER JOURNAL [--tls CERTIFICATE KEY] [--redirect BASE]

/git/REPO      git-http-backend on FOLDER/REPO
/auth/REPO     the same, for the user "dev" with the password "s3cret" only
/token/REPO    the same, for the bearer token "t0ken" only
/away/REPO     redirects to BASE/git/REPO
/loop          redirects to itself
/silent        never answers
/slow          sends a byte, then nothing
/page          a web page
/file/NAME     a ConfigMap named m
/large         16 MiB of zeros
/echo          method, headers and body
/status/N      the status N
/garbage/SEED  random bytes as an advertisement; half of the time they begin well
"""

import base64
import os
import random
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder, journal = sys.argv[1:3]
options = sys.argv[3:]
redirect = options[options.index("--redirect") + 1] if "--redirect" in options else ""
lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", kind="text/plain", headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_request(self):
        authorization = self.headers.get("Authorization")
        with lock, open(journal, "a") as file:
            file.write(f"{self.command} {self.path} {'credentials' if authorization else 'anonymous'}\n")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        first, _, rest = path.lstrip("/").partition("/")
        if first == "auth" and authorization != "Basic " + base64.b64encode(b"dev:s3cret").decode():
            return self.answer(401, b"who are you", headers=[("WWW-Authenticate", 'Basic realm="git"')])
        if first == "token" and authorization != "Bearer t0ken":
            return self.answer(401, b"who are you")
        if first in ("git", "auth", "token"):
            return self.backend("/" + rest, query, body)
        if first == "away":
            target = f"{redirect}/git/{rest}" + ("?" + query if query else "")
            return self.answer(302, headers=[("Location", target)])
        if first == "loop":
            return self.answer(302, headers=[("Location", "/loop")])
        if first == "silent":
            time.sleep(3600)
        if first == "slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx")
            time.sleep(3600)
        if first == "page":
            return self.answer(200, b"<html></html>", "text/html")
        if first == "file":
            return self.answer(200, b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n", "text/yaml")
        if first == "large":
            return self.answer(200, bytes(16 << 20))
        if first == "status":
            return self.answer(int(rest.split("/")[0]), b"no")
        if first == "echo":
            text = f"{self.command} {self.path}\n{self.headers}\n".encode() + body
            return self.answer(200, text)
        if first == "garbage":
            source = random.Random(rest.split("/")[0])
            start = b"001e# service=git-upload-pack\n0000" if source.random() < 0.5 else b""
            noise = bytes(source.randrange(256) for _ in range(source.randrange(2000)))
            lines = "".join(f"{source.randrange(80):04x}{'a' * source.randrange(80)}" for _ in range(5)).encode()
            kind = "application/x-git-upload-pack-advertisement"
            return self.answer(200, start + (noise if source.random() < 0.5 else lines), kind)
        self.answer(404, b"nothing here")

    def backend(self, path, query, body):
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": folder,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
        }
        result = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
        head, _, content = result.stdout.partition(b"\r\n\r\n")
        status, headers, kind = 200, [], "text/plain"
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name == "Content-Type":
                kind = value
            elif name:
                headers.append((name, value))
        self.answer(status, content, kind, headers)

    do_GET = do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = handle_request


ThreadingHTTPServer.request_queue_size = 256
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if "--tls" in options:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    index = options.index("--tls")
    context.load_cert_chain(options[index + 1], options[index + 2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
