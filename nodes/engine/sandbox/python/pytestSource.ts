/** Python source, in a space of its own: as much of pytest as tests of one function use. */
export const pytestSource = String.raw`
import sys, types

class Skipped(Exception): pass
class Failed(AssertionError): pass

def fail(reason='', pytrace=True, msg=None): raise Failed(reason or msg or 'failed')
def skip(reason='', allow_module_level=False, msg=None): raise Skipped(reason or msg or 'skipped')
def importorskip(name, *rest, **named):
    try: return __import__(name)
    except ImportError: raise Skipped(name)

class Approx:
    def __init__(self, expected, rel=None, abs=None, nan_ok=False): self.expected, self.rel, self.abs, self.nan_ok = expected, rel, abs, nan_ok
    def matches(self, came, expected):
        if type(expected) is dict: return type(came) is dict and came.keys() == expected.keys() and all(self.matches(came[key], one) for key, one in expected.items())
        if type(expected) in (list, tuple): return type(came) in (list, tuple) and len(came) == len(expected) and all(self.matches(one, other) for one, other in zip(came, expected))
        if type(expected) not in (int, float, complex) or type(came) not in (int, float, complex): return type(came) is type(expected) and came == expected
        if came == expected: return True
        if came != came or expected != expected: return self.nan_ok and came != came and expected != expected
        if abs(expected) == float('inf') or abs(came) == float('inf'): return False
        least = 1e-12 if self.abs is None else self.abs
        share = (1e-6 if self.rel is None else self.rel) * abs(expected)
        return abs(came - expected) <= (least if self.rel is None and self.abs is not None else max(least, share))
    def __eq__(self, came): return self.matches(came, self.expected)
    __hash__ = None
    def __repr__(self): return '%r within rounding' % (self.expected,)

def approx(expected, rel=None, abs=None, nan_ok=False): return Approx(expected, rel, abs, nan_ok)

class raises:
    def __init__(self, expected, *call, match=None, **named):
        self.expected, self.pattern = expected, match
        if call:
            with self: call[0](*call[1:], **named)
    def __enter__(self): return self
    def __exit__(self, kind, error, traceback):
        if error is None: raise Failed('nothing was raised')
        self.value = self.exception = error
        self.type = kind
        if not issubclass(kind, self.expected): return False
        if self.pattern is not None: self.match(self.pattern)
        return True
    def match(self, pattern):
        import re
        if re.search(pattern, str(self.value)) is None: raise Failed('%r does not match %r' % (str(self.value), pattern))
        return True

class Case:
    def __init__(self, values, marks): self.values, self.marks = values, marks
def param(*values, id=None, marks=()): return Case(values, marks if isinstance(marks, (list, tuple)) else [marks])

class Mark:
    """With its values it decorates what it is called with; without, it takes them."""
    def __init__(self, name, values=(), named=None): self.name, self.values, self.named = name, values, named or {}
    def __call__(self, *values, **named):
        is_target = len(values) == 1 and not named and callable(values[0])
        if not is_target or not (self.values or self.named) and self.name in ('parametrize', 'skipif'): return Mark(self.name, values, named)
        values[0].sandbox_marks = [*getattr(values[0], 'sandbox_marks', ()), self]
        return values[0]
class Marks:
    def __getattr__(self, name): return Mark(name)
mark = Marks()

def fixture(function=None, *rest, name=None, **named):
    def attach_name(target):
        target.sandbox_fixture = name or target.__name__
        return target
    return attach_name if function is None else attach_name(function)

module = types.ModuleType('pytest')
for each in ('fail', 'skip', 'importorskip', 'approx', 'raises', 'param', 'mark', 'fixture', 'Skipped'): setattr(module, each, globals()[each])
sys.modules['pytest'] = module
`;
