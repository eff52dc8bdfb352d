"""A small HTTP client on bare sockets, so that tests can send what no proper client would."""
import json
import socket


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


def connect(port, timeout=10):
    return socket.create_connection(("127.0.0.1", port), timeout)


def read_answer(sock, head_only=False):
    """One answer with a Content-Length, or until the other side closes."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65536)
        if not more:
            break
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if not lines[0].startswith("HTTP/1.1 "):
        raise ConnectionError("no answer")
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
    status = int(lines[0].split()[1])
    if status == 100:
        return read_answer(sock, head_only)
    want = int(headers["content-length"]) if "content-length" in headers else (0 if status in (204, 304) else None)
    while not head_only and (want is None or len(body) < want):
        more = sock.recv(65536)
        if not more:
            break
        body += more
    return Answer(status, headers, body)


def raw(port, data, timeout=10):
    with connect(port, timeout) as sock:
        sock.sendall(data)
        return read_answer(sock)


def call(port, method, path, value=None, headers=None, body=None, timeout=30):
    """A proper request. `value` is sent as JSON."""
    fields = {"Host": f"127.0.0.1:{port}", "Connection": "close"}
    if value is not None:
        body = json.dumps(value).encode()
        fields["Content-Type"] = "application/json"
    fields.update(headers or {})
    if body is not None:
        fields["Content-Length"] = str(len(body))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
    with connect(port, timeout) as sock:
        sock.sendall(head.encode() + (body or b""))
        return read_answer(sock, head_only=method == "HEAD")


def form(parts, boundary="amuse-test-boundary"):
    """(body, headers) of a form. parts: (name, file name or None, type, bytes)."""
    body = b""
    for name, file_name, kind, data in parts:
        disposition = f'form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name else "")
        body += f"--{boundary}\r\nContent-Disposition: {disposition}\r\n".encode()
        body += (f"Content-Type: {kind}\r\n" if kind else "").encode() + b"\r\n" + data + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def events(data):
    """(event, value) of a whole stream of server-sent events, chunked or not."""
    found = []
    for block in data.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "event" in fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def unchunked(body):
    text, rest = b"", body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        count = int(size, 16)
        if count == 0:
            break
        text, rest = text + rest[:count], rest[count + 2:]
    return text.decode()
