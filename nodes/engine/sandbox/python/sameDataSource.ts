/**
 * Python source, for the parent: reads plain data that the child wrote, and compares it with what a case expects.
 *
 * Numbers with a fraction may differ by rounding: relative and absolute tolerance 1e-9, as `math.isclose` takes it.
 */
export const sameDataSource = String.raw`
import math

tolerance = 1e-9

class Other:
    """A value that is no plain data: only its text is known."""
    def __init__(self, name, text): self.text = text if type(text) is str else str(name)
    def __repr__(self): return self.text

def build(data):
    if type(data) is not list: return data
    kind, held = data[0], data[1]
    if kind == 'i': return int(held, 16)
    if kind == 'f': return float.fromhex(held)
    if kind == 'b': return bytes.fromhex(held)
    if kind == 'o': return Other(held, data[2])
    if kind == 'd': return {build(key): build(one) for key, one in held}
    items = [build(one) for one in held]
    return items if kind == 'l' else tuple(items) if kind == 't' else set(items)

def is_number(value): return type(value) in (int, float)

def same_number(came, expected):
    if type(came) is int and type(expected) is int: return came == expected
    if came != came or expected != expected: return came != came and expected != expected
    try: return math.isclose(came, expected, rel_tol=tolerance, abs_tol=tolerance)
    except OverflowError: return False

def same_data(came, expected):
    if type(expected) is bool or expected is None: return came is expected
    if is_number(expected): return is_number(came) and same_number(came, expected)
    if type(expected) is str: return type(came) is str and came == expected
    if type(expected) is list:
        return type(came) in (list, tuple) and len(came) == len(expected) and all(same_data(one, other) for one, other in zip(came, expected))
    if type(came) is not dict: return False
    items = {key if type(key) is str else str(key): one for key, one in came.items() if type(key) in (str, int, float)}
    return len(items) == len(expected) == len(came) and all(key in items and same_data(items[key], other) for key, other in expected.items())
`;
