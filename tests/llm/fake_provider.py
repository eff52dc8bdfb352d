"""Servers that speak as OpenAI-compatible servers, Anthropic and Ollama do, on loopback, with what can go wrong.

Every request's headers and body are held against what the provider publishes (schemas/*.json); what does not fit is kept
in `complaints` and answered with 400. What is answered is decided by `script`, a list of Play objects, one a request;
the last one plays again and again.
"""
import json
import pathlib
import select
import socket
import ssl
import threading
import time

import jsonschema

HERE = pathlib.Path(__file__).parent
FAMILIES = {
    "openai": {"path": "/v1/chat/completions", "models": "/v1/models", "base": "/v1"},
    "anthropic": {"path": "/v1/messages", "models": "/v1/models", "base": ""},
    "ollama": {"path": "/api/chat", "models": "/api/tags", "base": ""},
}


class Play:
    """One answer. `pieces` are pieces of the model's text; bytes are sent as they are."""

    def __init__(self, pieces=("",), status=200, headers=(), gap=0.0, chunk=None, end="stop", first_gap=0.0, body=None):
        self.pieces, self.status, self.headers, self.gap, self.chunk = list(pieces), status, dict(headers), gap, chunk
        self.end, self.first_gap, self.body = end, first_gap, body  # end: stop, length, drop, stall, refuse


def piece_bytes(family, text):
    if isinstance(text, bytes):
        return text
    if family == "openai":
        delta = {"id": "c1", "object": "chat.completion.chunk", "model": "fake-1",
                 "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}
        return b"data: " + json.dumps(delta, ensure_ascii=False).encode() + b"\n\n"
    if family == "anthropic":
        delta = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
        return b"event: content_block_delta\ndata: " + json.dumps(delta, ensure_ascii=False).encode() + b"\n\n"
    return json.dumps({"model": "fake-1", "message": {"role": "assistant", "content": text}, "done": False},
                      ensure_ascii=False).encode() + b"\n"


def tool_bytes(text):
    delta = {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": text}}
    return b"event: content_block_delta\ndata: " + json.dumps(delta).encode() + b"\n\n"


def opening_bytes(family):
    if family == "openai":
        return b": keep-alive\n\ndata: " + json.dumps(
            {"model": "fake-1", "choices": [{"index": 0, "delta": {"role": "assistant", "content": None}}]}).encode() + b"\n\n"
    if family == "anthropic":
        start = {"type": "message_start", "message": {"model": "fake-1", "usage": {"input_tokens": 321, "output_tokens": 1}}}
        return (b"event: message_start\ndata: " + json.dumps(start).encode() + b"\n\n" +
                b"event: ping\ndata: {\"type\": \"ping\"}\n\n")
    return b""


def closing_bytes(family, end):
    if family == "openai":
        reason = {"stop": "stop", "length": "length", "refuse": "content_filter"}[end]
        last = {"model": "fake-1", "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}
        usage = {"model": "fake-1", "choices": [], "usage": {"prompt_tokens": 321, "completion_tokens": 123}}
        return (b"data: " + json.dumps(last).encode() + b"\n\ndata: " + json.dumps(usage).encode() + b"\n\ndata: [DONE]\n\n")
    if family == "anthropic":
        reason = {"stop": "end_turn", "length": "max_tokens", "refuse": "refusal"}[end]
        last = {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 123}}
        return (b"event: message_delta\ndata: " + json.dumps(last).encode() + b"\n\n" +
                b"event: message_stop\ndata: {\"type\": \"message_stop\"}\n\n")
    return json.dumps({"model": "fake-1", "message": {"role": "assistant", "content": ""}, "done": True,
                       "done_reason": "length" if end == "length" else "stop", "prompt_eval_count": 321,
                       "eval_count": 123}).encode() + b"\n"


class FakeProvider:
    def __init__(self, family, key=None, tls=None, models=("fake-1",)):
        self.family, self.key, self.models = family, key, models
        self.schema = json.loads((HERE / "schemas" / f"{family}.json").read_text())
        self.script, self.requests, self.complaints = [Play()], [], []
        self.sent_at, self.closed_at, self.connections = [], [], 0
        self.stopping = False
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def url(self):
        return ("https" if self.context else "http") + f"://127.0.0.1:{self.port}{FAMILIES[self.family]['base']}"

    def play(self, *plays):
        self.script = list(plays)
        self.requests.clear()
        self.sent_at.clear()
        self.closed_at.clear()

    def stop(self):
        self.stopping = True
        self.socket.close()

    def serve(self):
        while not self.stopping:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.answer(connection)
        except (OSError, ssl.SSLError, ConnectionError):
            self.closed_at.append(time.monotonic())

    # One request, one answer. -----------------------------------------------------------------------------------------

    @staticmethod
    def read(connection):
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                raise ConnectionError
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ")
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        while len(body) < int(headers.get("content-length", 0)):
            more = connection.recv(65536)
            if not more:
                raise ConnectionError
            body += more
        return method, path, headers, body

    def complain(self, what):
        self.complaints.append(f"{self.family}: {what}")

    def check(self, method, path, headers, body):
        try:
            jsonschema.validate(headers, self.schema["headers"])
            if method == "POST":
                jsonschema.validate(json.loads(body), self.schema["body"])
        except (jsonschema.ValidationError, ValueError) as problem:
            self.complain(str(problem)[:300])
        given = headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ")
        if self.key and given != self.key:
            return 401
        if method == "POST" and path != FAMILIES[self.family]["path"]:
            self.complain(f"POST to {path}")
        return 200

    def answer(self, connection):
        method, path, headers, body = self.read(connection)
        status = self.check(method, path, headers, body)
        if status != 200:
            # A careless provider repeats the key; nobody must pass that on.
            return self.whole(connection, status, {"error": {"message": f"bad key {headers}", "type": "invalid_api_key"}})
        if method == "GET" and path == FAMILIES[self.family]["models"]:
            names = ({"models": [{"name": m} for m in self.models]} if self.family == "ollama"
                     else {"object": "list", "data": [{"id": m, "object": "model"} for m in self.models]})
            return self.whole(connection, 200, names)
        self.requests.append(json.loads(body))
        play = self.script[0] if len(self.script) == 1 else self.script.pop(0)
        if callable(play):
            play = play(self.requests[-1])
        if play.body is not None or play.status != 200:
            return self.whole(connection, play.status, play.body if play.body is not None else {"error": {"type": "api_error"}},
                              play.headers)
        return self.stream(connection, play)

    @staticmethod
    def whole(connection, status, value, headers=()):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        head += "".join(f"{k}: {v}\r\n" for k, v in dict(headers).items())
        connection.sendall(head.encode() + b"\r\n" + body)

    def stream(self, connection, play):
        kind = "application/x-ndjson" if self.family == "ollama" else "text/event-stream; charset=utf-8"
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        self.send(connection, play, opening_bytes(self.family))
        self.wait(connection, play.first_gap)
        for piece in play.pieces:
            self.sent_at.append(time.monotonic())
            self.send(connection, play, piece_bytes(self.family, piece))
            self.wait(connection, play.gap)
        if play.end == "stall":
            return self.wait(connection, 60)
        if play.end == "drop":
            return None
        self.send(connection, play, closing_bytes(self.family, play.end))
        connection.sendall(b"0\r\n\r\n")
        return None

    @staticmethod
    def send(connection, play, data):
        """In chunks of a size of its own, each alone on the wire where that is asked for."""
        size = play.chunk or max(1, len(data))
        for i in range(0, len(data), size):
            part = data[i:i + size]
            connection.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")

    def wait(self, connection, seconds):
        """Waits, but notes at once when the other side closes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stopping:
            ready, _, _ = select.select([connection], [], [], min(left, 0.2))
            if ready and not connection.recv(4096):
                raise ConnectionError
