"""http.server, http.client and urllib."""
import http.client
import http.server
import json
import socketserver
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in (b"first ", b"second ", b"third"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/close":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"until the end" * 10000)
        elif self.path == "/hello":
            self.answer(b"hello from " + self.headers.get("User-Agent", "?").encode())
        else:
            self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(json.dumps({"got": len(body), "sum": sum(body)}).encode())

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    def date_time_string(self, timestamp=None):
        return "Thu, 01 Jan 1970 00:00:00 GMT"

    def version_string(self):
        return "test"


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
thread.start()
port = server.server_address[1]

client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
for path in ("/hello", "/chunked", "/nothing", "/hello"):
    client.request("GET", path, headers={"User-Agent": "a client"})
    response = client.getresponse()
    body = response.read()
    print(response.status, response.reason, sorted(response.getheaders()), body[:30], len(body))
client.request("POST", "/", body=bytes(range(256)) * 1000)
print(client.getresponse().read())
client.request("POST", "/", body=iter([b"a" * 10, b"b" * 20]), headers={"Content-Length": "30"})
print(client.getresponse().read())
client.request("GET", "/close")
response = client.getresponse()
print(len(response.read()), response.isclosed())
client.close()

opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
with opener.open(f"http://127.0.0.1:{port}/chunked", timeout=10) as response:
    print(response.status, response.read().decode())
try:
    opener.open(f"http://127.0.0.1:{port}/nothing", timeout=10)
except urllib.error.HTTPError as error:
    print(error, error.code)
    error.close()
server.shutdown()
thread.join()
server.server_close()
try:
    opener.open(f"http://127.0.0.1:{port}/hello", timeout=10)
except urllib.error.URLError as error:
    print(error)
