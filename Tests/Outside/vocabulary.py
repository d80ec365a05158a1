"""Holds the words of the design against what is there: notices, facet values and services that it names must exist."""

import json
import re


def notices(design):
    line = re.search(r"- `notices`, most urgent first:(.*?)When each is due", design, re.DOTALL).group(1)
    return re.findall(r"`([a-z0-9_]+)`", line)


def facets(design):
    table = design.split("## Situation")[1].split("The visitor sees")[0]
    for row in re.findall(r"^\| `(\w+)`[^|]*\|(.*)\|$", table, re.MULTILINE):
        yield row[0], [value for value in re.findall(r"`([a-z0-9_]+)`", re.sub(r"\([^)]*\)", "", row[1]))]


def routes(design):
    table = design.split("## Routes per form")[1].split("## Rules")[0]
    return sorted({slug for slug in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", table)})


def services(server):
    """All slugs of our own interface, page by page."""
    slugs, number = set(), 1
    while True:
        answer = json.loads(server.ask("GET", f"/api/v1/services?page={number}").body)
        items = next(value for value in answer.values() if isinstance(value, list))
        slugs |= {item.get("slug") or item.get("id") for item in items}
        if not items or number > 100 or len(slugs) >= answer.get("totalItems", answer.get("total", 0)):
            return slugs
        number += 1


def findings(server, shared, root):
    import yaml

    design = (shared / "design" / "triage.md").read_text(encoding="utf-8")
    described = server.ask("GET", "/api/v1/openapi.json").text
    found, checked = [], 0
    for language in ("nl", "en"):
        there = yaml.safe_load((root / "Content/wording" / language / "notices.yaml").read_text(encoding="utf-8"))
        for notice in notices(design):
            checked += 1
            if notice not in there:
                found.append((f"notices.yaml ({language})", f"{notice} has no text"))
    for notice in notices(design):
        checked += 1
        if f'"{notice}"' not in described:
            found.append(("/api/v1/openapi.json", f"the notice {notice} is not described"))
    for facet, values in facets(design):
        for value in values:
            checked += 1
            if facet not in ("language", "region") and f'"{value}"' not in described:
                found.append(("/api/v1/openapi.json", f"{facet} {value} is not described"))
    there = services(server)
    for slug in routes(design):
        checked += 1
        if slug not in there:
            found.append(("/api/v1/services", f"{slug} is not there"))
    return found, checked
