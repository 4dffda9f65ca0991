"""Whether what was found is what a case expects."""

from math import isnan


class OneOf:
    """Something that may be called by several names, such as a value that is withheld."""

    def __init__(self, *names):
        self.names = names

    def __repr__(self):
        return repr(self.names[0])


class AnyOrder(list):
    """Things of which only it matters which they are."""


def same(expected, found, tolerance):
    """Whether every value that is expected was found; of an object the expected keys count."""
    if isinstance(found, OneOf):
        return any(same(expected, name, tolerance) for name in found.names)
    if isinstance(found, dict) and not isinstance(expected, dict):
        return _main(expected, found, tolerance)
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and same(value, found[key], tolerance) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return _same_list(expected, found, tolerance)
    return _same_value(expected, found, tolerance)


def unknown(expected, found):
    """Keys that are expected, and that nothing was found for."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [key for key in expected if key not in found]
    return []


def _main(expected, found, tolerance):
    """Of several values the first is what the measure is named after; `null` means that none is defined."""
    if expected is None and all(isinstance(value, int) for value in found.values() if value is not None):
        return True  # numbers of people are always known
    return same(expected, next(iter(found.values())), tolerance)


def _same_list(expected, found, tolerance):
    if not isinstance(found, list | tuple) or len(expected) != len(found):
        return False
    if not isinstance(found, AnyOrder):
        return all(same(one, other, tolerance) for one, other in zip(expected, found, strict=True))
    left = list(found)
    for one in expected:
        place = next((i for i, other in enumerate(left) if same(one, other, tolerance)), None)
        if place is None:
            return False
        left.pop(place)
    return True


def _same_value(expected, found, tolerance):
    if isinstance(found, float) and isnan(found):
        found = None
    numbers = all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in (expected, found)
    )
    if numbers:
        return abs(expected - found) <= tolerance
    return type(expected) is type(found) and expected == found
