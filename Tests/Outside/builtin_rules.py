"""The rules of Spectral's own set for OpenAPI that the Dutch rule set switches on. Each gives (where, what) pairs."""

import re

import jsonschema
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from jsonpath import descendants

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def operations(document):
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def whole(document):
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        yield "/" + "/".join(map(str, error.absolute_path)), error.message[:200]


def unique_operation_ids(document):
    seen = set()
    for path, method, _, operation in operations(document):
        name = operation.get("operationId")
        if not name or name in seen:
            yield f"{method} {path}", f"operationId {name!r} is missing or used twice"
        seen.add(name)


def resolved(document, value):
    while isinstance(value, dict) and "$ref" in value:
        target = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        value = target
    return value


def path_parameters(document):
    for path, method, item, operation in operations(document):
        in_path = re.findall(r"\{([^}]+)\}", path)
        listed = [resolved(document, one) for one in item.get("parameters", []) + operation.get("parameters", [])]
        declared = [one["name"] for one in listed if one["in"] == "path"]
        if sorted(in_path) != sorted(set(declared)) or any(not one.get("required") for one in listed if one["in"] == "path"):
            yield f"{method} {path}", f"names {in_path}, declares {declared}"


def unique_tags(document):
    names = [tag["name"] for tag in document.get("tags", [])]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "/tags", f"{name} stands twice"


def validator(document, pointer):
    registry = Registry().with_resource("urn:document", Resource(contents=document, specification=DRAFT202012))
    escaped = "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
    return jsonschema.Draft202012Validator(
        {"$ref": f"urn:document#/{escaped}"}, registry=registry, format_checker=jsonschema.FormatChecker())


def media_examples(document):
    for pointer, value in descendants((), document):
        if not (isinstance(value, dict) and isinstance(value.get("schema"), dict) and ("example" in value or "examples" in value)):
            continue
        examples = [value["example"]] if "example" in value else []
        if isinstance(value.get("examples"), dict):
            examples += [one["value"] for one in (resolved(document, each) for each in value["examples"].values()) if "value" in one]
        for example in examples:
            for error in validator(document, pointer + ("schema",)).iter_errors(example):
                yield "/" + "/".join(map(str, pointer)), error.message[:200]


def schema_examples(document):
    for pointer, value in descendants((), document):
        is_schema = "schema" in pointer[-1:] or pointer[:2] == ("components", "schemas") and len(pointer) >= 3
        if not is_schema or not isinstance(value, dict) or pointer[-1] in ("properties", "example", "examples", "default"):
            continue
        if any(part in ("example", "examples", "default", "const", "enum") for part in pointer):
            continue
        if len(pointer) > 3 and pointer[-2] not in ("properties", "items", "allOf", "anyOf", "oneOf", "schemas", "patternProperties") \
                and pointer[-1] not in ("items", "schema", "additionalProperties", "not"):
            continue
        examples = [value[name] for name in ("example", "default") if name in value]
        examples += value["examples"] if isinstance(value.get("examples"), list) else []
        for example in examples:
            for error in validator(document, pointer).iter_errors(example):
                yield "/" + "/".join(map(str, pointer)), error.message[:200]


def server_variables(document):
    for server in document.get("servers", []):
        named, given = set(re.findall(r"\{([^}]+)\}", server["url"])), set(server.get("variables", {}))
        if named != given:
            yield "/servers", f"{server['url']} names {sorted(named)}, defines {sorted(given)}"


def servers(document):
    if not document.get("servers"):
        yield "/servers", "there is none"


def no_trailing_slash(document):
    for path in document.get("paths", {}):
        if len(path) > 1 and path.endswith("/"):
            yield f"/paths/{path}", "ends in a slash"


RULES = {
    "oas3-schema": whole,
    "operation-operationId-unique": unique_operation_ids,
    "path-params": path_parameters,
    "openapi-tags-uniqueness": unique_tags,
    "oas3-valid-media-example": media_examples,
    "oas3-valid-schema-example": schema_examples,
    "oas3-server-variables": server_variables,
    "oas3-api-servers": servers,
    "path-keys-no-trailing-slash": no_trailing_slash,
}
