/** Python source: comparing and showing values that may lie about themselves. */
export const compareSource = String.raw`
import operator as _operator

def show(value):
    try:
        text = repr(value)
        if type(text) is not str: return 'a value that cannot be shown'
        text = str.encode(text, 'utf-8', 'replace').decode()
        return text if len(text) <= 500 else text[:500] + '\u2026'
    except BaseException:
        return 'a value that cannot be shown'

def describe(error):
    try:
        name = type(error).__name__
        text = str(error)
        if type(text) is not str: return name
        text = str.encode(text, 'utf-8', 'replace').decode()[:500]
        return name + ': ' + text if text else name
    except BaseException:
        return 'an exception that cannot be shown'

def run_coroutine(coroutine):
    import asyncio
    return asyncio.run(coroutine)

def make_compare(candidate, genuine):
    plain = (int, float, complex, str, bytes, bool, type(None), list, tuple, dict, set, frozenset)
    operations = {'Eq': _operator.eq, 'NotEq': _operator.ne, 'Lt': _operator.lt, 'LtE': _operator.le, 'Gt': _operator.gt, 'GtE': _operator.ge,
                  'Is': _operator.is_, 'IsNot': _operator.is_not, 'In': lambda left, right: left in right, 'NotIn': lambda left, right: left not in right}
    function_type = type(lambda: None)

    def has_own_equality(value, depth=0):
        """True when something in the value is compared by code that was written in Python."""
        kind = type(value)
        if kind in (list, tuple, set, frozenset) and depth < 8: return any(has_own_equality(one, depth + 1) for one in value)
        if kind is dict and depth < 8: return any(has_own_equality(key, depth + 1) or has_own_equality(one, depth + 1) for key, one in value.items())
        return kind not in plain and any(type(type.__getattribute__(kind, name)) is function_type for name in ('__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__') if hasattr(kind, name))

    def unlike(value):
        """A value of the same kind that nothing equal to the first one is equal to."""
        kind = type(value)
        if kind is bool: return not value
        if kind in (int, float, complex): return value + 1 if value + 1 != value else -value
        if kind is str: return value + '\u0001'
        if kind is bytes: return value + b'\x01'
        if kind in (list, tuple): return kind([unlike(one) for one in value]) + kind([None])
        if kind is dict: return {**value, '\u0001': None}
        if kind in (set, frozenset): return value | {'\u0001'}
        return '\u0001'

    def equal(left, right, depth=0):
        if not (left == right): return False
        if depth > 8 or not (has_own_equality(left) or has_own_equality(right)): return True
        if type(left) in (list, tuple) and type(right) in (list, tuple): return all(equal(one, other, depth + 1) for one, other in zip(left, right))
        if type(left) is dict and type(right) is dict: return all(equal(one, right.get(key), depth + 1) for key, one in left.items())
        for one, other in ((left, right), (right, left)):
            if type(other) in plain and has_own_equality(one) and (one == unlike(other)): return False
        return True

    def ordered(name, left, right, holds):
        """A value that is below everything, or above it, is no answer."""
        if not holds or not has_own_equality(left) or type(right) not in (int, float): return holds
        edge = float('-inf') if name in ('Lt', 'LtE') else float('inf')
        return not operations[name](left, edge)

    def check_compare(name, left, right):
        if name == 'Eq':
            holds = left == right
            return holds if type(holds) is not bool else equal(left, right)
        holds = operations[name](left, right)
        if name in ('Lt', 'LtE', 'Gt', 'GtE'): return ordered(name, left, right, holds)
        if name == 'In' and holds and type(right) in (list, tuple, set, frozenset, dict) and has_own_equality(left): return any(equal(left, one) for one in right)
        return holds

    def same_data(came, expected, depth=0):
        if depth > 200: return False
        kind, wanted = type(came), type(expected)
        if wanted is bool or kind is bool: return kind is bool and wanted is bool and came is expected
        if wanted is float and expected != expected: return kind is float and came != came
        if wanted in (int, float): return kind in (int, float) and came == expected
        if wanted is str: return isinstance(came, str) and str.__eq__(came, expected) is True
        if expected is None: return came is None
        if wanted is list:
            if not isinstance(came, (list, tuple)): return False
            items = list(tuple.__iter__(came) if isinstance(came, tuple) else list.__iter__(came))
            return len(items) == len(expected) and all(same_data(one, other, depth + 1) for one, other in zip(items, expected))
        if wanted is dict:
            if not isinstance(came, dict): return False
            items = {(key if type(key) is str else str(key)): one for key, one in dict.items(came) if type(key) in (str, int, float)}
            return len(items) == len(expected) == dict.__len__(came) and all(key in items and same_data(items[key], other, depth + 1) for key, other in expected.items())
        return False

    return same_data, check_compare
`;
