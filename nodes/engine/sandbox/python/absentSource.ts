/**
 * Python source, in a space of its own: stands in for modules that are not installed.
 *
 * An import that nobody uses costs nothing; what is used is named, so that the candidate is not blamed for what this machine lacks.
 */
export const absentSource = String.raw`
import sys
from importlib.machinery import ModuleSpec

used = []

class Thing:
    def __init__(self, name): self.__dict__['_name'] = name
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return Thing(self._name)
    def __or__(self, other): return self
    def __getitem__(self, key): return self
    def __instancecheck__(self, value): return False
    def __call__(self, *values, **named):
        used.append(self._name)
        raise ModuleNotFoundError("No module named '%s'" % self._name, name=self._name)
    __ror__ = __or__
    __mro_entries__ = __iter__ = __enter__ = __len__ = __bool__ = __add__ = __radd__ = __sub__ = __mul__ = __rmul__ = __truediv__ = __float__ = __int__ = __call__

class Absent(type(sys)):
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return Thing(self.__name__.partition('.')[0])

class Finder:
    """Comes last: asked only for what nobody else has."""
    def __init__(self, names): self.names = names
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self, is_package=True) if name.partition('.')[0] in self.names else None
    def create_module(self, spec): return Absent(spec.name)
    def exec_module(self, module): pass

def stand_in(names): sys.meta_path.append(Finder(frozenset(names)))
`;
