"""The operations of the OpenAPI document, called by name; each answer is held against its schema."""
import client as h

try:
    import jsonschema
except ImportError:
    jsonschema = None


class Api:
    """Calls operations by name and holds each answer against its schema."""

    def __init__(self, port, claims):
        self.port, self.claim, self.tried = port, claims.claim, set()
        self.document = h.call(port, "GET", "/api/v1/openapi.json").json()
        self.operations = {one["operationId"]: (method.upper(), path, one)
                           for path, methods in self.document["paths"].items() for method, one in methods.items()}

    def fits(self, schema, value):
        if jsonschema is None:
            return None
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": self.document["components"],
                 **schema}
        errors = list(jsonschema.Draft202012Validator(whole).iter_errors(value))
        return f"{errors[0].message[:200]} at {list(errors[0].absolute_path)}" if errors else None

    def do(self, name, value=None, query="", status=None, headers=None, body=None, **path):
        method, template, operation = self.operations[name]
        address = template
        for key, one in path.items():
            address = address.replace("{" + key + "}", str(one))
        if value is not None and "application/json" in operation.get("requestBody", {}).get("content", {}):
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            if status is None:
                problem = self.fits(schema, value)
                self.claim(f"what {name} is sent fits its schema", problem is None, problem)
        answer = h.call(self.port, method, address + (("?" + query) if query else ""), value, headers, body)
        responses = operation["responses"]
        expected = status or int(next(iter(responses)))
        self.tried.add(name)
        self.claim(f"{name} answers {expected}", answer.status == expected, f"{answer.status} {answer.body[:300]}")
        kind = answer.headers.get("content-type", "").split(";")[0]
        described = responses.get(str(answer.status), responses["default"]).get("content", {})
        if answer.body:
            self.claim(f"{name} says which type it answers", kind in described, (kind, list(described)))
        if kind.endswith("json") and kind in described and described[kind]["schema"]:
            problem = self.fits(described[kind]["schema"], answer.json())
            self.claim(f"the answer of {name} ({answer.status}) fits its schema", problem is None, problem)
        self.claim(f"{name} has a request id", len(answer.headers.get("x-request-id", "")) == 16, answer.headers)
        return answer
