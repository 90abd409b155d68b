"""The protocol's own model, held strictly: nothing missing, nothing unknown, nothing of a neighbouring type."""

import enum
from typing import Union

import cattrs
from lsprotocol import converters, types

_converter = converters.get_converter(cattrs.Converter(forbid_extra_keys=True))


def _action(value, _):
    """The library takes an action with a command in it for a bare command; a bare one names it by a string."""
    bare = isinstance(value.get("command"), str)
    return _converter.structure(value, types.Command if bare else types.CodeAction)


_converter.register_structure_hook(Union[types.Command, types.CodeAction], _action)


class Mismatch(Exception):
    """A message that is not what the model says."""


def structure(value, kind, what):
    """The value as the model's type. It must come out again as it went in: the library turns "1" into 1."""
    try:
        typed = _converter.structure(value, kind)
        again = _converter.unstructure(typed, kind)
    except Exception as error:
        raise Mismatch(f"{what}: {_reasons(error)}\n{value}") from error
    difference = _difference(_plain(value), _plain(again), "$")
    if difference:
        raise Mismatch(f"{what}: {difference}\n{value}")
    return typed


def response_type(method):
    return _types(method)[1]


def message_type(method):
    """The type of a request or notification."""
    return _types(method)[0]


def params_type(method):
    return _types(method)[2]


def _types(method):
    if method not in types.METHOD_TO_TYPES:
        raise Mismatch(f"{method} is no method of the protocol")
    return types.METHOD_TO_TYPES[method]


def _reasons(error):
    try:
        return "; ".join(cattrs.transform_error(error))
    except Exception:
        return repr(error)


def _plain(value):
    """JSON alone: enumerated values as they are written, and no member that is null."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, enum.Enum) else value


def _difference(sent, understood, at):
    """Where two JSON values differ, if they do; true is not 1 here, and 1.0 not 1."""
    if type(sent) is not type(understood):
        return f"{at} is {sent!r}, understood as {understood!r}"
    if isinstance(sent, dict):
        for key in sent.keys() | understood.keys():
            if key not in sent or key not in understood:
                return f"{at}.{key} is in only one of {sorted(sent)} and {sorted(understood)}"
            found = _difference(sent[key], understood[key], f"{at}.{key}")
            if found:
                return found
        return None
    if isinstance(sent, list):
        if len(sent) != len(understood):
            return f"{at} has {len(sent)} elements, understood as {len(understood)}"
        pairs = (_difference(a, b, f"{at}[{n}]") for n, (a, b) in enumerate(zip(sent, understood)))
        return next((found for found in pairs if found), None)
    return None if sent == understood else f"{at} is {sent!r}, understood as {understood!r}"


def refuses_what_is_wrong():
    """Fails if this check lets pass what no client could read."""
    at = {"line": 1, "character": 2}
    structure({"start": at, "end": at}, types.Range, "a range")
    wrong = [{"line": 1}, at | {"line": "1"}, at | {"line": 1.5}, at | {"line": -1}, at | {"column": 2}, None, []]
    for start in wrong:
        try:
            structure({"start": start, "end": at}, types.Range, "no range")
        except Mismatch:
            continue
        raise Mismatch(f"{start} passes for a position")
