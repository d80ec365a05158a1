"""The tests of the project as their sources tell them: what each is called, which requirements it bears, how a result names it.

Nothing is built or run. A Swift test bears `.tags(.R12, .R45)` on @Test or @Suite, a Python test `@requires("R12")` or `# R: R12`
on the line above it.
"""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from swift_text import STRING, blank_swift, closing_place, swift_string_end


@dataclass
class Test:
    name: str                                     # as a person reads it
    file: str
    requirements: set = field(default_factory=set)
    keys: set = field(default_factory=set)        # the names a result may go by
    disabled: bool = False


def attribute_arguments(blanked, place):
    """Where the bracketed arguments after an attribute's name begin and end; equal where there are none."""
    spaces = re.compile(r"[ \t]*").match(blanked, place).end()
    if spaces < len(blanked) and blanked[spaces] == "(":
        return spaces + 1, closing_place(blanked, spaces, "()")
    return place, place


def tags_in(arguments):
    found = set()
    for tags in re.finditer(r"\.tags\s*\(", arguments):
        end = closing_place(arguments, tags.end() - 1, "()")
        found |= {f"R{n}" for n in re.findall(r"\.R(\d+)\b", arguments[tags.end():end])}
    return found


def display_name(text, start, end):
    """The string a test or suite is given as its first argument, if it has one."""
    opening = STRING.match(text, re.compile(r"\s*").match(text, start).end(), end)
    if not opening:
        return None
    return text[opening.end():swift_string_end(text, opening) - len(opening.group())].replace('\\"', '"')


NAME = r"(`[^`\n]*`|[A-Za-z_][\w.]*)"
TYPE = re.compile(r"\b(struct|class|actor|enum|extension)\s+" + NAME)


@dataclass
class SwiftType:
    name: str
    start: int
    end: int
    tags: set
    display: str | None
    disabled: bool


def attributes_before(blanked, place):
    """The stretch before a declaration in which its attributes and modifiers stand."""
    start = max(blanked.rfind(mark, 0, place) for mark in "{};") + 1
    return start, place


def swift_types(text, blanked):
    types = []
    for match in TYPE.finditer(blanked):
        if match.group(1) == "class" and re.match(r"(func|var|let|subscript)\b", match.group(2)):
            continue
        brace = blanked.find("{", match.end())
        if brace < 0:
            continue
        start, end = attributes_before(blanked, match.start())
        suites = list(re.finditer(r"@Suite\b", blanked[start:end]))
        tags, display, disabled = set(), None, False
        if suites:
            a, b = attribute_arguments(blanked, start + suites[-1].end())
            tags, display = tags_in(blanked[a:b]), display_name(text, a, b)
            disabled = is_disabled(blanked[a:b])
        name = text[match.start(2):match.end(2)].strip("`")
        types.append(SwiftType(name, match.start(), closing_place(blanked, brace, "{}"), tags, display, disabled))
    return types


def is_disabled(arguments):
    return bool(re.search(r"\.disabled\s*\((?!\s*if\s*:)", arguments)) or bool(re.search(r"\.disabled\b(?!\s*\()", arguments))


def swift_tests(root):
    """Every test in the Swift test targets, with its own tags and those of the suites it stands in."""
    sources, suites = [], {}
    for path in sorted((root / "Tests").rglob("*.swift")):
        text = path.read_text(encoding="utf-8")
        blanked = blank_swift(text)
        types = swift_types(text, blanked)
        module = path.relative_to(root / "Tests").parts[0]
        sources.append((path, module, text, blanked, types))
        for kind in types:                        # an extension's tests belong to the suite, wherever it is declared
            qualified = ".".join([t.name for t in types if t.start < kind.start < t.end] + [kind.name])
            known = suites.setdefault((module, qualified), SwiftType(qualified, 0, 0, set(), None, False))
            known.tags |= kind.tags
            known.display = known.display or kind.display
            known.disabled |= kind.disabled
    tests = []
    for path, module, text, blanked, types in sources:
        for attribute in re.finditer(r"@Test\b", blanked):
            a, b = attribute_arguments(blanked, attribute.end())
            function = re.compile(r"\bfunc\s+(`[^`\n]*`|[A-Za-z_]\w*)").search(blanked, b)
            if not function:
                continue
            names = [t.name for t in types if t.start < attribute.start() < t.end]
            enclosing = [suites[(module, ".".join(names[:k + 1]))] for k in range(len(names))]
            name = text[function.start(1):function.end(1)].strip("`")
            display = display_name(text, a, b) or name
            test = Test(display, path.relative_to(root).as_posix())
            test.requirements = tags_in(blanked[a:b]).union(*(s.tags for s in enclosing))
            test.disabled = is_disabled(blanked[a:b]) or any(s.disabled for s in enclosing)
            test.keys = swift_keys(module, ".".join(names), enclosing[-1].display if enclosing else None, name, display)
            tests.append(test)
    return tests


def swift_keys(module, suite, suite_display, name, display):
    keys = set()
    for one in {name, display}:
        keys.add(one)
        for prefix in {suite, suite.replace(".", "/"), suite_display} - {None, ""}:
            keys |= {f"{prefix}/{one}", f"{module}.{prefix}/{one}", f"{module}/{prefix}/{one}"}
        keys |= {f"{module}.{one}", f"{module}/{one}"}
    return {result_key(k) for k in keys}


def python_tests(root):
    tests = []
    for path in sorted((root / "Tests").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        relative = path.relative_to(root).as_posix()
        collect_python(ast.parse(text, relative), text.splitlines(), relative, [], set(), tests)
    return tests


def collect_python(node, lines, relative, names, inherited, tests):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        own = inherited | python_requirements(child, lines)
        if isinstance(child, ast.ClassDef):
            collect_python(child, lines, relative, names + [child.name], own, tests)
        elif child.name.startswith("test"):
            said = (ast.get_docstring(child) or "").split("\n")[0].strip().rstrip(".")
            test = Test(said or child.name.removeprefix("test").strip("_").replace("_", " "), relative, own)
            module = Path(relative).stem
            dotted = ".".join(names + [child.name])
            test.keys = {result_key(k) for k in (
                child.name, dotted, f"{module}.{dotted}", f"{relative[:-3].replace('/', '.')}.{dotted}",
                "::".join([relative, *names, child.name]), "::".join([Path(relative).name, *names, child.name]))}
            test.disabled = any("skip" in ast.unparse(d) and "skipif" not in ast.unparse(d).lower()
                                for d in child.decorator_list)
            tests.append(test)


def python_requirements(node, lines):
    found = set()
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).split(".")[-1] == "requires":
            found |= {a.value for a in decorator.args if isinstance(a, ast.Constant)}
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    place = first - 2
    while place >= 0 and lines[place].strip().startswith("#"):
        if match := re.match(r"\s*#\s*R:\s*(.*)", lines[place]):
            found |= set(re.findall(r"\bR\d+\b", match.group(1)))
        place -= 1
    return found


def result_key(name):
    """A test's name without what differs between reporters: source place, argument labels, parameters."""
    name = re.sub(r"/[^/]*\.swift:\d+:\d+$", "", name.strip())
    name = re.sub(r"\[[^\]]*\]$", "", name)
    return re.sub(r"\((?:[\w`]+:)*\)$", "", name).replace("`", "").strip()
