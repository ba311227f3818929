"""Holds calls and answers against the published contract of the User Agent API, where that file lies beside the
repository; it is not ours to ship.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import yaml
from openapi_schema_validator import OAS30Validator, oas30_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

CONTRACT = Path(__file__).parents[4] / "shared" / "reference" / "edoreczenia" / "uaapi_3.0.8.1.yaml"
BASE = "/api/v3"
_URI = "urn:uaapi"
_GENERIC = {
    401,
    403,
    404,
    415,
    429,
    500,
    502,
    503,
}  # what any server may answer; the contract is silent about them


class ContractError(AssertionError):
    """A call or an answer that the contract does not allow."""


@cache
def load_contract() -> "Contract":
    return Contract(yaml.load(CONTRACT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


class Contract:
    """Judges requests and responses."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._registry = Registry().with_resource(_URI, Resource(contents=document, specification=DRAFT4))
        self._paths = [
            (re.compile(re.sub(r"\{[^}]+\}", "([^/]+)", path) + "$"), path, operations)
            for path, operations in document["paths"].items()
        ]
        self.seen: set[tuple[str, str, int]] = set()

    def check(self, request: httpx.Request, response: httpx.Response) -> None:
        """Raise ContractError where either breaks the contract; other servers' paths are not judged."""
        path = unquote(request.url.raw_path.decode().partition("?")[0])
        if not path.startswith(f"{BASE}/"):
            return
        template, operation = self._operation(request.method, path.removeprefix(BASE))
        self._check_query(request, operation, template)
        self._check_body(request, operation, template)
        self._check_answer(response, operation, template)
        self.seen.add((request.method, template, response.status_code))

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        found = [
            (template.count("{"), template, operations[method.lower()])
            for pattern, template, operations in self._paths
            if pattern.match(path) and method.lower() in operations
        ]
        if not found:
            raise ContractError(f"{method} {path} is not in the contract")
        _, template, operation = min(found, key=lambda one: one[0])
        return template, operation

    def _check_query(self, request: httpx.Request, operation: dict[str, Any], template: str) -> None:
        known = {one["name"]: one for one in operation.get("parameters", []) if one["in"] == "query"}
        for name, text in request.url.params.multi_items():
            if name not in known:
                raise ContractError(f"{template}: unknown parameter {name}")
            schema = known[name]["schema"]
            value = json.loads(text) if schema["type"] in ("integer", "boolean") else text
            self._validate(schema, value, f"{template} ?{name}")

    def _check_body(self, request: httpx.Request, operation: dict[str, Any], template: str) -> None:
        wanted = self._resolve(operation.get("requestBody"))
        if wanted is None:
            if request.content:
                raise ContractError(f"{template}: a body that is not asked for")
            return
        media_type = request.headers["content-type"].partition(";")[0]
        if media_type not in wanted["content"]:
            raise ContractError(f"{template}: sent as {media_type}")
        schema = wanted["content"][media_type]["schema"]
        if media_type == "multipart/form-data":
            names = re.findall(rb'name="(\w+)"', request.content)
            self._validate(schema, {name.decode(): "text" for name in names}, template)
        else:
            self._validate(schema, json.loads(request.content), template)

    def _check_answer(self, response: httpx.Response, operation: dict[str, Any], template: str) -> None:
        responses = {str(status): one for status, one in operation["responses"].items()}
        wanted = self._resolve(responses.get(str(response.status_code)))
        if wanted is None:
            if response.status_code not in _GENERIC:
                raise ContractError(f"{template}: answered {response.status_code}")
            return
        media_type = response.headers["content-type"].partition(";")[0]
        if media_type not in wanted.get("content", {media_type: {}}):
            raise ContractError(f"{template}: answered as {media_type}")
        if media_type == "application/json":
            self._validate(wanted["content"][media_type]["schema"], response.json(), f"{template} answer")

    def _resolve(self, one: dict[str, Any] | None) -> dict[str, Any] | None:
        while one is not None and "$ref" in one:
            found: Any = self._document
            for step in one["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            one = found
        return one

    def _validate(self, schema: dict[str, Any], value: Any, where: str) -> None:
        schema = json.loads(json.dumps(schema).replace('"#/', f'"{_URI}#/'))
        validator = OAS30Validator(schema, registry=self._registry, format_checker=oas30_format_checker)
        for error in validator.iter_errors(value):
            raise ContractError(f"{where}: {'/'.join(map(str, error.path))} {error.validator}")
