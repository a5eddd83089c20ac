/**
 * Python source, for the child: writes a value as plain data, however its classes change it.
 *
 * Of a value that is a list, a number or a text by inheritance, what the built-in type holds is taken, not what its class says. What is no plain data goes as its text.
 */
export const takeOutSource = String.raw`
mro_of = type.__dict__['__mro__'].__get__
plain_kinds = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset)
most_values = 300_000

def plain_kind_of(value):
    for kind in mro_of(type(value)):
        if kind in plain_kinds: return kind
    return None

def plain_value_of(value):
    """The value without what its class adds; the value itself where no built-in type holds it."""
    kind = plain_kind_of(value)
    if kind is None or type(value) is kind: return value
    if kind is int: return int.__add__(value, 0)
    if kind is float: return float.__add__(value, 0.0)
    if kind is str: return str.__str__(value)
    if kind is bytes: return bytes.__getitem__(value, slice(None))
    if kind is list: return list.copy(value)
    if kind is tuple: return tuple(tuple.__iter__(value))
    if kind is dict: return dict(dict.items(value))
    return kind(kind.__iter__(value))

def take_out(value):
    left = most_values

    def write_all(items, depth): return '[' + ','.join([write(one, depth) for one in items]) + ']'

    def write(value, depth):
        nonlocal left
        left -= 1
        if left < 0: raise MemoryError('it gave more than %d values' % most_values)
        if value is None: return 'null'
        if value is True: return 'true'
        if value is False: return 'false'
        value = plain_value_of(value)
        kind = type(value)
        if kind is int: return str(value) if -2 ** 53 < value < 2 ** 53 else '["i","%x"]' % value
        if kind is float: return '["f","%s"]' % value.hex()
        if kind is str:
            left -= len(value) // 64
            return quote(value)
        if kind in plain_kinds and depth < 100:
            if kind is list: return '["l",' + write_all(value, depth + 1) + ']'
            if kind is tuple: return '["t",' + write_all(value, depth + 1) + ']'
            if kind is dict: return '["d",[' + ','.join([write_all(pair, depth + 1) for pair in value.items()]) + ']]'
            if kind is bytes: return '["b","%s"]' % value.hex()
            return '["s",' + write_all(value, depth + 1) + ']'
        return '["o",%s,%s]' % (quote(str(type(value).__name__)), quote(show(value)))

    return write(value, 0)
`;
