"""Holds an OpenAPI document against the Dutch API Design Rules, read from the rule set that Logius publishes for Spectral.

The rules come from that file; this is a small interpreter of the functions it uses. A rule it does not know is an error.
"""

import re

import jsonschema

import builtin_rules
from jsonpath import matches


class UnknownRule(Exception):
    pass


MISSING = object()


def pattern_of(text):
    literal = re.fullmatch(r"/(.*)/([a-z]*)", text, re.DOTALL)
    if literal:
        return re.compile(literal.group(1), re.IGNORECASE if "i" in literal.group(2) else 0)
    return re.compile(text)


def truthy(value, _):
    return None if value is not MISSING and value else "is missing or empty"


def pattern(value, options):
    if not isinstance(value, str):
        return None
    if "match" in options and not pattern_of(options["match"]).search(value):
        return f"'{value}' does not match {options['match']}"
    if "notMatch" in options and pattern_of(options["notMatch"]).search(value):
        return f"'{value}' matches {options['notMatch']}"
    return None


def schema(value, options):
    if value is MISSING:
        return None
    errors = list(jsonschema.Draft202012Validator(options["schema"]).iter_errors(value))
    return errors[0].message[:200] if errors else None


def casing(value, options):
    shapes = {"pascal": r"[A-Z][a-z0-9]*(?:[A-Z0-9][a-z0-9]*)*", "camel": r"[a-z][a-z0-9]*(?:[A-Z0-9][a-z0-9]*)*"}
    if not isinstance(value, str):
        return None
    return None if re.fullmatch(shapes[options["type"]], value) else f"'{value}' is not in {options['type']} case"


def any_of(value, options):
    if not isinstance(value, dict) or any(name in value for name in options["properties"]):
        return None
    return "has none of " + ", ".join(options["properties"])


FUNCTIONS = {"truthy": truthy, "pattern": pattern, "schema": schema, "casing": casing, "or": any_of}


def targets(value, field):
    """What a rule looks at within a match: the match itself, its names, or one of its parts."""
    if field is None:
        return [value]
    if field == "@key":
        return list(value) if isinstance(value, dict) else []
    for part in field.split("."):
        value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
    return [value]


def unfolded(document, value, within=()):
    """The value with references filled in, as the rules expect; one that leads back into itself stays as it is."""
    if isinstance(value, list):
        return [unfolded(document, one, within) for one in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str):
        if reference in within:
            return value
        return unfolded(document, builtin_rules.resolved(document, value), (*within, reference))
    return {name: unfolded(document, one, within) for name, one in value.items()}


def findings(document, rules):
    """(rule, severity, where, what) for each of the rules, by name, that the document breaks."""
    found = []
    whole = unfolded(document, document)
    for name, rule in rules.items():
        if isinstance(rule, str):
            check = builtin_rules.RULES.get(name)
            if not check:
                raise UnknownRule(name)
            found += [(name, rule, where, what) for where, what in check(document)]
            continue
        steps = rule["then"] if isinstance(rule["then"], list) else [rule["then"]]
        given = rule["given"] if isinstance(rule["given"], list) else [rule["given"]]
        for path in given:
            for pointer, value in matches(path, whole):
                for step in steps:
                    function = FUNCTIONS.get(step["function"])
                    if not function:
                        raise UnknownRule(f"{name}: {step['function']}")
                    for target in targets(value, step.get("field")):
                        if what := function(target, step.get("functionOptions") or {}):
                            found.append((name, rule["severity"], "/" + "/".join(map(str, pointer)), what))
    return found
