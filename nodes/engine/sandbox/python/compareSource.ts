/** Python source, for the child: comparing in tests as code, with values that may lie about themselves. */
export const compareSource = String.raw`
import operator as _operator

def make_compare(approx_kind):
    operations = {'Eq': _operator.eq, 'NotEq': _operator.ne, 'Lt': _operator.lt, 'LtE': _operator.le, 'Gt': _operator.gt, 'GtE': _operator.ge,
                  'Is': _operator.is_, 'IsNot': _operator.is_not, 'In': lambda left, right: left in right, 'NotIn': lambda left, right: left not in right}
    slot, random_bytes = type(object.__eq__), os.urandom
    ordering = ('__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__')

    def defines(kind, names):
        """True when one of these is written in Python somewhere in the type's line of inheritance."""
        for one in mro_of(kind):
            space = type.__getattribute__(one, '__dict__')
            if any(name in space and type(space[name]) is not slot and space[name] is not None for name in names): return True
        return False

    def has_own(value, names=ordering, depth=0):
        kind = type(value)
        if kind in (list, tuple, set, frozenset) and depth < 8: return any(has_own(one, names, depth + 1) for one in value)
        if kind is dict and depth < 8: return any(has_own(key, names, depth + 1) or has_own(one, names, depth + 1) for key, one in value.items())
        return kind not in plain_kinds and defines(kind, names)

    def take_out(value, depth=0):
        """What built-in types hold, where a class of the candidate compares in its own way."""
        if depth > 8 or not has_own(value): return value
        value = plain_value_of(value)
        kind = type(value)
        if kind in (list, tuple): return kind([take_out(one, depth + 1) for one in value])
        return {key: take_out(one, depth + 1) for key, one in value.items()} if kind is dict else value

    def unlike(value, by):
        """A value of the same kind that nothing equal to the first one is equal to."""
        kind = type(value)
        if kind is bool: return not value
        if kind in (int, float, complex): return value + by if value + by != value else -value
        if kind is str: return value + chr(32 + by)
        if kind is bytes: return value + bytes([by])
        if kind in (list, tuple): return kind([unlike(one, by) for one in value]) + kind([None])
        if kind is dict: return {**value, chr(32 + by): None}
        if kind in (set, frozenset): return value | {chr(32 + by)}
        return chr(32 + by)

    def ask_all(asked, value, count=200):
        """Asks about the value and about others that are unlike it, the value at a place that cannot be known, and never first. Gives the answers to others, and to it."""
        draws = random_bytes(count + 2)
        place = 1 + int.from_bytes(draws[count:], 'big') % count
        others = [unlike(value, 1 + draw % 90 + index % 3) for index, draw in enumerate(draws[:count])]
        answers = [asked(one) for one in others[:place] + [value] + others[place:]]
        return answers[:place] + answers[place + 1:], answers[place]

    def is_honest(asked, value):
        others, own = ask_all(asked, value)
        return bool(own) and not any(bool(one) for one in others)

    def minus(left, right):
        """A difference that is the same to every number says nothing."""
        changed = [type(one) not in plain_kinds and defines(type(one), ('__sub__', '__rsub__')) for one in (left, right)]
        fixed = right if changed[0] else left
        if changed[0] == changed[1] or type(fixed) not in (int, float): return left - right
        others, own = ask_all((lambda one: left - one) if changed[0] else (lambda one: one - right), fixed, 20)
        if any(type(one) is type(own) and plain_value_of(one) == plain_value_of(own) for one in others): raise AssertionError('its difference to other numbers is the same')
        return own

    def equal(left, right, depth=0):
        left, right = take_out(left), take_out(right)
        if depth > 8 or not (has_own(left) or has_own(right)): return bool(left == right)
        if type(left) in (list, tuple) and type(right) is type(left): return len(left) == len(right) and all(equal(one, other, depth + 1) for one, other in zip(left, right))
        if type(left) is dict and type(right) is dict: return left.keys() == right.keys() and all(equal(one, right[key], depth + 1) for key, one in left.items())
        if has_own(left) and not has_own(right): return is_honest(lambda one: left == one, right)
        if has_own(right) and not has_own(left): return is_honest(lambda one: one == right, left)
        return bool(left == right) and not bool(left == unlike(None, 1))

    def ordered(name, left, right, holds):
        """A value that is below everything, or above it, is no answer."""
        if not holds or not has_own(left) or type(right) not in (int, float): return holds
        edge = float('-inf') if name in ('Lt', 'LtE') else float('inf')
        return not operations[name](left, edge)

    def contained(left, right):
        if type(right) in (list, tuple, set, frozenset, dict) and has_own(left): return any(equal(left, one) for one in right)
        if left not in right: return False
        # A container that has everything has nothing.
        return type(right) in plain_kinds or not defines(type(right), ('__contains__',)) or type(left) not in plain_kinds or is_honest(lambda one: one in right, left)

    def check_compare(name, left, right):
        if name in ('Eq', 'NotEq'):
            if type(right) is approx_kind or type(left) is approx_kind:
                holds = right.matches(plain_value_of(left), right.expected) if type(right) is approx_kind else left.matches(plain_value_of(right), left.expected)
            else: holds = equal(left, right)
            return holds if name == 'Eq' else not holds
        if name == 'In': return contained(left, right)
        if name in ('Lt', 'LtE', 'Gt', 'GtE'): left, right = take_out(left), take_out(right)
        holds = operations[name](left, right)
        return ordered(name, left, right, holds) if name in ('Lt', 'LtE', 'Gt', 'GtE') else holds

    return check_compare, minus

def strict_isinstance(genuine):
    """Asks the type, not the value, which may say that it is of another class."""
    def isinstance(value, kinds):
        kinds = kinds if type(kinds) is tuple else (kinds,)
        if all(type(kind) is type for kind in kinds): return any(kind in mro_of(type(value)) for kind in kinds)
        return genuine(value, kinds)
    return isinstance
`;
