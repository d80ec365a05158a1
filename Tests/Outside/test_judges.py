"""The small judges are judged: each rule that we read ourselves must refuse what it is for."""

import copy

import pytest

import adr
import builtin_rules
from hsds import strict
from jsonpath import NotUnderstood, matches, steps

PROBLEM = {"type": "object", "properties": {"status": {}, "title": {}, "detail": {}}}
GOOD = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1.0.0", "contact": {"name": "n", "email": "e@example.org", "url": "https://example.org"}},
    "servers": [{"url": "/api/v1"}],
    "tags": [{"name": "one"}],
    "paths": {"/places/{id}": {"get": {
        "operationId": "place",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "example": "a"}},
                       {"name": "pageSize", "in": "query", "schema": {"type": "integer"}}],
        "responses": {
            "200": {"description": "d", "headers": {"API-Version": {"schema": {"type": "string"}}}, "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Place"}, "example": {"name": "x"}}}},
            "400": {"description": "d", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}}}}},
    "components": {"schemas": {
        "Place": {"type": "object", "properties": {"name": {"type": "string"}, "date": {"type": "string", "format": "date"}}},
        "Problem": PROBLEM}},
}
RULES = {
    "version": {"severity": "error", "given": "$..[responses][?(@property && @property.match(/(2|3)\\d\\d/))][headers]",
                "then": {"function": "or", "functionOptions": {"properties": ["API-Version"]}}},
    "contact": {"severity": "error", "given": ["$"], "then": {"field": "info.contact", "function": "truthy"}},
    "kebab": {"severity": "error", "given": "$.paths[?(@property && !@property.match(/openapi/))]~",
              "then": {"function": "pattern", "functionOptions": {"match": "^[a-z/{}-]+$"}}},
    "camel": {"severity": "error", "given": "$.paths.*.*.parameters[?(@.in=='query')]",
              "then": {"field": "name", "function": "pattern", "functionOptions": {"match": "^[a-z][A-Za-z]*$"}}},
    "pascal": {"severity": "warn", "given": "$.components.schemas[*]~", "then": {"function": "casing", "functionOptions": {"type": "pascal"}}},
    "problem": {"severity": "error",
                "given": "$..[responses][?(@property && @property.match(/(4|5)\\d\\d/))].content[?(@property==\"application/problem+json\" "
                         "|| @property==\"application/problem+xml\")]..schema",
                "then": {"function": "schema", "functionOptions": {"schema": {
                    "properties": {"properties": {"type": "object", "required": ["status", "title", "detail"]}}}}}},
    "invalid": {"severity": "error",
                "given": "$.paths..[?( @property.match(/(get)|(delete)/) && @.parameters && @.parameters.length > 0 )]",
                "then": {"function": "schema", "functionOptions": {"schema": {
                    "properties": {"responses": {"type": "object", "required": ["400"]}}}}}},
    "date": {"severity": "error", "given": "$..properties[date,datum]..format",
             "then": {"function": "pattern", "functionOptions": {"notMatch": "/^date-time$/"}}},
    **{name: "error" for name in builtin_rules.RULES},
}


def broken(change):
    document = copy.deepcopy(GOOD)
    change(document)
    return {name for name, *_ in adr.findings(document, RULES)}


def get(document):
    return document["paths"]["/places/{id}"]["get"]


def test_a_good_document_is_let_through():
    assert adr.findings(GOOD, RULES) == []


@pytest.mark.parametrize(("rule", "change"), [
    ("version", lambda d: get(d)["responses"]["200"].update(headers={"X": {"schema": {}}})),
    ("contact", lambda d: d["info"].pop("contact")),
    ("kebab", lambda d: d["paths"].update({"/my_places": {}})),
    ("camel", lambda d: get(d)["parameters"][1].update(name="page_size")),
    ("pascal", lambda d: d["components"]["schemas"].update(place={"type": "string"})),
    ("problem", lambda d: d["components"]["schemas"]["Problem"]["properties"].pop("detail")),
    ("invalid", lambda d: get(d)["responses"].pop("400")),
    ("date", lambda d: d["components"]["schemas"]["Place"]["properties"]["date"].update(format="date-time")),
    ("oas3-schema", lambda d: d["info"].pop("title")),
    ("operation-operationId-unique", lambda d: d["paths"].update({"/b": {"get": {"operationId": "place", "responses": {}}}})),
    ("path-params", lambda d: get(d)["parameters"].pop(0)),
    ("openapi-tags-uniqueness", lambda d: d["tags"].append({"name": "one"})),
    ("oas3-valid-media-example", lambda d: get(d)["responses"]["200"]["content"]["application/json"].update(example={"name": 1})),
    ("oas3-valid-schema-example", lambda d: get(d)["parameters"][0]["schema"].update(example=1)),
    ("oas3-server-variables", lambda d: d["servers"].append({"url": "/{one}"})),
    ("oas3-api-servers", lambda d: d.pop("servers")),
    ("path-keys-no-trailing-slash", lambda d: d["paths"].update({"/b/": {}})),
])
def test_what_breaks_a_rule_is_refused(rule, change):
    assert rule in broken(change)


def test_a_rule_that_is_not_understood_is_not_passed_over():
    with pytest.raises(adr.UnknownRule):
        adr.findings(GOOD, {"new": "error"})
    with pytest.raises(adr.UnknownRule):
        adr.findings(GOOD, {"new": {"severity": "error", "given": "$", "then": {"function": "alphabetical"}}})
    for path in ("paths", "$.a[?(@.b > 1)]", "$.a[?(@.b && @.c || @.d)]", "$.a[(@.length-1)"):
        with pytest.raises(NotUnderstood):
            steps(path)


def test_paths_lead_where_they_should():
    tree = {"a": {"b": [{"c": 1}, {"c": 2}]}, "c": 3}
    assert [value for _, value in matches("$..c", tree)] == [3, 1, 2]
    assert [value for _, value in matches("$.a.b[*].c", tree)] == [1, 2]
    assert [value for _, value in matches("$.*~", tree)] == ["a", "c"]
    assert matches("$", tree) == [((), tree)]


def test_strict_allows_nothing_that_is_not_named():
    schema = strict({"type": "object", "properties": {"a": {"type": "array", "items": {"properties": {"b": {}}}}}})
    assert schema["additionalProperties"] is False and schema["properties"]["a"]["items"]["additionalProperties"] is False
