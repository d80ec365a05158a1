"""Holds every answer of the open directory against the schemas of Open Referral HSDS 3.1, with nothing allowed that they do not name."""

import copy
import json
import math

import jsonschema

ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
PER_PAGE = 20


def strict(schema):
    """The schema with additional properties refused everywhere, as Open Referral's own checks have it."""
    schema = copy.deepcopy(schema)
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("properties"), dict):
                one["additionalProperties"] = False
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return schema


def validator(file):
    schema = strict(json.loads(file.read_text(encoding="utf-8")))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


class Directory:
    def __init__(self, server, schemas):
        self.server = server
        self.schemas = {"services": validator(schemas / "service.json"), "organizations": validator(schemas / "organization.json")}
        self.found = []
        self.checked = 0

    def say(self, where, what):
        self.found.append((where, what))

    def check(self):
        self.root()
        for kind in self.schemas:
            self.list(kind)
        return self.found

    def get(self, path, status=200):
        answer = self.server.ask("GET", path)
        self.checked += 1
        if answer.status != status:
            self.say(path, f"answers {answer.status}, not {status}")
            return None
        if not answer.headers.get("content-type", "").split(";")[0].endswith("json"):
            self.say(path, f"is {answer.headers.get('content-type')}")
        return json.loads(answer.body)

    def root(self):
        for path in ("/api/hsds", "/api/hsds/"):
            root = self.get(path)
            if root and not {"version", "profile", "openapi_url"} <= set(root):
                self.say(path, f"holds {sorted(root)}")
            if root and not str(root.get("version", "")).startswith("3."):
                self.say(path, f"version {root.get('version')}")

    def list(self, kind):
        ids, number, total = [], 1, None
        while True:
            path = f"/api/hsds/{kind}?page={number}&per_page={PER_PAGE}"
            page = self.get(path)
            if page is None:
                return
            self.envelope(path, page, number, total)
            total = page["total_items"]
            for item in page["contents"]:
                self.validate(kind, path, item)
                lists = [name for name, value in item.items() if isinstance(value, list) and value]
                if lists:
                    self.say(path, f"a list item holds {lists}")
                ids.append(item["id"])
            if page["last_page"] or number > 100:
                break
            number += 1
        if len(set(ids)) != len(ids) or len(ids) != total:
            self.say(f"/api/hsds/{kind}", f"{total} items are said, {len(ids)} come, {len(set(ids))} differ")
        for one in ids:
            path = f"/api/hsds/{kind}/{one}"
            item = self.get(path)
            if item:
                self.validate(kind, path, item)
                if item["id"] != one:
                    self.say(path, f"is {item['id']}")
        for wrong in ("00000000-0000-4000-8000-000000000000", "none"):
            self.get(f"/api/hsds/{kind}/{wrong}", status=404)

    def envelope(self, path, page, number, total):
        expected = {
            "total_pages": math.ceil(page["total_items"] / PER_PAGE), "page_number": number, "size": len(page["contents"]),
            "first_page": number == 1, "last_page": number >= page["total_pages"], "empty": not page["contents"],
            "total_items": page["total_items"] if total is None else total}
        if set(page) != ENVELOPE:
            self.say(path, f"the envelope holds {sorted(set(page) ^ ENVELOPE)} too many or too few")
        for name, value in expected.items():
            if page.get(name) != value:
                self.say(path, f"{name} is {page.get(name)!r}, not {value!r}")

    def validate(self, kind, path, item):
        for error in list(self.schemas[kind].iter_errors(item))[:3]:
            self.say(path, f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")


def findings(server, schemas):
    directory = Directory(server, schemas)
    return directory.check(), directory.checked
