"""A web server that answers in JSON, and a request to it.

    jexpy run --allow-net=127.0.0.1 guest-examples/python/http_server.py
"""
import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Status(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"path": self.path, "status": "ready"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Status)
threading.Thread(target=server.serve_forever, daemon=True).start()
with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/health", timeout=10) as response:
    print(response.status, response.headers["Content-Type"])
    print(json.load(response))
server.shutdown()
server.server_close()
