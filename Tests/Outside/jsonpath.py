"""The part of JSONPath that the Dutch API rules are written in; anything else is refused, so that no rule is passed over in silence.

`matches(path, document)` gives (pointer, value) pairs; a path that ends in `~` gives names instead of values.
"""

import re

NAME = re.compile(r"[A-Za-z_][\w-]*")
TERM = re.compile(
    r"(?P<not>!)?@property\.match\(/(?P<pattern>(?:\\.|[^/])+)/(?P<flags>i?)\)"
    r"|@property==(?P<q>[\"'])(?P<equal>.*?)(?P=q)"
    r"|@\.(?P<field>\w+)==(?P<q2>[\"'])(?P<value>.*?)(?P=q2)"
    r"|@\.(?P<long>\w+)\.length > 0"
    r"|@\.(?P<present>\w+)"
    r"|(?P<property>@property)")


class NotUnderstood(Exception):
    pass


def steps(path):
    """The path as a list of ('child' | 'deep', selector), where a selector is a function of (name, value)."""
    if not path.startswith("$"):
        raise NotUnderstood(path)
    rest, found = path[1:].strip(), []
    while rest:
        if rest == "~":
            found.append(("names", None))
            break
        kind = "child"
        if rest.startswith(".."):
            kind, rest = "deep", rest[2:]
        elif rest.startswith("."):
            rest = rest[1:]
        if rest.startswith("["):
            end = closing(rest)
            found.append((kind, bracket(rest[1:end].strip())))
            rest = rest[end + 1:]
        elif rest.startswith("*"):
            found.append((kind, lambda name, value: True))
            rest = rest[1:]
        elif name := NAME.match(rest):
            found.append((kind, named([name.group()])))
            rest = rest[name.end():]
        else:
            raise NotUnderstood(f"{path} at {rest}")
    return found


def closing(text):
    """The place of the bracket that closes the first one; brackets within quotes and patterns do not count."""
    depth, i = 0, 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text[i] in "([":
            depth += 1
        elif text[i] in ")]":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    raise NotUnderstood(text)


def named(names):
    return lambda name, value: str(name) in names


def bracket(inside):
    if inside == "*":
        return lambda name, value: True
    if inside.startswith("?(") and inside.endswith(")"):
        return condition(inside[2:-1].strip())
    return named([part.strip().strip("'\"") for part in inside.split(",")])


def condition(text):
    """Terms joined by && or by ||, never both."""
    if "&&" in text and "||" in text:
        raise NotUnderstood(text)
    joined = any if "||" in text else all
    terms = [term(part.strip()) for part in re.split(r"&&|\|\|", text)]
    return lambda name, value: joined(one(str(name), value) for one in terms)


def term(text):
    match = TERM.fullmatch(text)
    if not match:
        raise NotUnderstood(text)
    part = match.groupdict()
    if part["pattern"]:
        pattern = re.compile(part["pattern"], re.IGNORECASE if part["flags"] else 0)
        wanted = not part["not"]
        return lambda name, value: bool(pattern.search(name)) == wanted
    if part["equal"] is not None:
        return lambda name, value: name == part["equal"]
    if part["field"]:
        return lambda name, value: isinstance(value, dict) and value.get(part["field"]) == part["value"]
    if part["long"]:
        return lambda name, value: isinstance(value, dict) and len(value.get(part["long"]) or []) > 0
    if part["present"]:
        return lambda name, value: isinstance(value, dict) and bool(value.get(part["present"]))
    return lambda name, value: name != ""


def children(value):
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def descendants(pointer, value):
    yield pointer, value
    for name, child in children(value):
        yield from descendants(pointer + (name,), child)


def matches(path, document):
    now = [((), document)]
    for kind, selector in steps(path):
        if kind == "names":
            return [(pointer, pointer[-1]) for pointer, _ in now]
        parents = now if kind == "child" else [one for pointer, value in now for one in descendants(pointer, value)]
        now = [(pointer + (name,), child) for pointer, value in parents for name, child in children(value) if selector(name, child)]
    return list({pointer: (pointer, value) for pointer, value in now}.values())
