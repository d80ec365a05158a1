"""Reads Swift source as text: where comments and strings stand, and where a bracket closes."""

import re

STRING = re.compile(r'(#*)("""|")')


def blank_swift(text, strings=True):
    """The same text with comments and, unless told otherwise, the insides of strings blanked, so that brackets can be counted."""
    out = list(text)
    i, n = 0, len(text)

    def blank(start, end):
        for k in range(start, end):
            if out[k] != "\n":
                out[k] = " "

    while i < n:
        if text.startswith("//", i):
            end = text.find("\n", i)
            end = n if end < 0 else end
            blank(i, end)
            i = end
        elif text.startswith("/*", i):
            depth, end = 1, i + 2
            while end < n and depth:
                if text.startswith("/*", end):
                    depth, end = depth + 1, end + 2
                elif text.startswith("*/", end):
                    depth, end = depth - 1, end + 2
                else:
                    end += 1
            blank(i, end)
            i = end
        elif text[i] == "`":
            end = text.find("`", i + 1)
            if end < 0 or "\n" in text[i:end]:
                i += 1
            else:
                blank(i + 1, end)
                i = end + 1
        elif opening := STRING.match(text, i):
            end = swift_string_end(text, opening)
            if strings:
                blank(opening.end(), max(opening.end(), end - len(opening.group())))
            i = end
        else:
            i += 1
    return "".join(out)


def swift_string_end(text, opening):
    """The place after the closing quote of the string literal that opens here."""
    hashes, quote = opening.groups()
    closing, escape, i, n = quote + hashes, "\\" + hashes, opening.end(), len(text)
    while i < n:
        if text.startswith(escape, i):
            i += len(escape)
            if text.startswith("(", i):
                depth = 0
                while i < n:
                    if inner := STRING.match(text, i):
                        i = swift_string_end(text, inner)
                        continue
                    depth += {"(": 1, ")": -1}.get(text[i], 0)
                    i += 1
                    if depth == 0:
                        break
            else:
                i += 1
        elif text.startswith(closing, i):
            return i + len(closing)
        elif text[i] == "\n" and quote == '"':
            return i
        else:
            i += 1
    return n


def closing_place(blanked, start, pair):
    depth = 0
    for i in range(start, len(blanked)):
        if blanked[i] == pair[0]:
            depth += 1
        elif blanked[i] == pair[1]:
            depth -= 1
            if depth == 0:
                return i
    return len(blanked)
