"""A web server that answers what a test tells it to, and nothing else.

Usage: scripted_server.py JOURNAL

PUT /_answers with a JSON list of rules adds them. A rule: {"path": …, "query": …, "method": …, "authorization": …,
"times": …, "status": …, "headers": [[NAME, VALUE]…], "body": BASE64}. The first rule answers whose path is that of the
request, whose authorization (where given) is the request's, whose query (where given) is in it, and whose times are not
used up. A request that no rule fits gets status 599, which no client takes for anything.

/v2/endless/tags/list lists tags without an end, /v2/circle/tags/list leads back to itself.

The journal has a line for each request: method, path with query, Authorization or "-", body.
"""

import base64
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

journal = sys.argv[1]
lock = threading.Lock()
rules = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        if path == "/_answers":
            with lock:
                rules.extend(json.loads(body))
            return self.answer(204)
        authorization = self.headers.get("Authorization")
        with lock, open(journal, "a") as file:
            file.write(f"{self.command} {self.path} {authorization or '-'} {body.decode(errors='replace')}\n")
        if path == "/v2/endless/tags/list":
            start = int(parse_qs(query).get("last", ["0"])[0])
            tags = [f"0.0.{start + index}" for index in range(100)]
            link = f'</v2/endless/tags/list?last={start + 100}&n=100>; rel="next"'
            return self.answer(200, json.dumps({"name": "endless", "tags": tags}).encode(), [("Link", link)])
        if path == "/v2/circle/tags/list":
            return self.answer(200, b'{"tags":["1.0.0"]}', [("Link", '</v2/circle/tags/list>; rel="next"')])
        with lock:
            rule = next((rule for rule in rules if self.fits(rule, path, query, authorization)), None)
            if rule is not None and "times" in rule:
                rule["times"] -= 1
        if rule is None:
            return self.answer(599, b"no rule of the test fits")
        self.answer(rule.get("status", 200), base64.b64decode(rule.get("body", "")), rule.get("headers", []))

    def fits(self, rule, path, query, authorization):
        return (
            rule["path"] == path
            and rule.get("times", 1) > 0
            and rule.get("method", self.command) == self.command
            and rule.get("authorization", authorization) == authorization
            and rule.get("query", "") in query
        )

    do_GET = do_POST = do_HEAD = do_PUT = handle_request


ThreadingHTTPServer.request_queue_size = 256
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
