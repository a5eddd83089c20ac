/** Python source, for the parent: finds tests that would pass every candidate. */
export const emptyTestsSource = String.raw`
by_hand = {'sys.exit', 'exit', 'quit', 'os._exit', 'pytest.fail', 'doctest.testmod', 'doctest.run_docstring_examples'}
looks_names_up = {'globals', 'locals', 'vars', 'eval', 'exec', '__import__', 'getattr', 'dir'}
collections_of = (ast.Tuple, ast.List, ast.Set, ast.Dict)

class EmptyTests(ValueError):
    pass

def refuse(node, text, why):
    text = ' '.join(text.split())
    raise EmptyTests('line %d: "%s" holds whatever the candidate gives: %s' % (node.lineno, text if len(text) <= 100 else text[:99] + '\u2026', why))

def is_filled(node): return isinstance(node, ast.Dict) and bool(node.keys) or isinstance(node, (ast.Tuple, ast.List, ast.Set)) and any(not isinstance(one, ast.Starred) for one in node.elts)

def why_always(node, text_of):
    """Why an expression counts as true, whatever is in it; None where it may not."""
    if is_filled(node): return 'a %s with something in it counts as true' % type(node).__name__.lower()
    if isinstance(node, ast.GeneratorExp): return 'a generator counts as true, all(\u2026) asks what it gives'
    if isinstance(node, ast.Lambda): return 'a function that nobody calls counts as true'
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) and node.value: return 'a text counts as true'
    if isinstance(node, ast.JoinedStr) and any(isinstance(one, ast.Constant) for one in node.values): return 'a text counts as true'
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and any(is_constant(one) and not is_never(one) or why_always(one, text_of) for one in node.values): return 'one side of "or" counts as true by itself'
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And): return next((why for why in [why_always(one, text_of) for one in node.values] if why), None)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.Is)):
        # Two new objects of a class may differ: whether they do is what such a test asks.
        called = [name_of(one.func).rpartition('.')[2] for one in ast.walk(node.left) if isinstance(one, ast.Call)]
        if called and not any(name[:1].isupper() for name in called) and ast.dump(node.left) == ast.dump(node.comparators[0]): return 'both sides are the same'
    return None

def is_constant(node): return isinstance(node, ast.Constant) or isinstance(node, ast.Compare) and all(isinstance(one, ast.Constant) for one in [node.left, *node.comparators])
def is_never(node):
    if isinstance(node, ast.Constant): return not node.value
    return is_constant(node) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and (node.left.value == node.comparators[0].value) != isinstance(node.ops[0], ast.Eq)
def is_misplaced(node): return isinstance(node, collections_of) or isinstance(node, ast.Constant) and not isinstance(node.value, (str, type(None)))

def comparison_in(node):
    """What is meant by a comparison that stands alone, or is printed."""
    if isinstance(node, ast.Call) and name_of(node.func) == 'print' and len(node.args) == 1 and not node.keywords: node = node.args[0]
    parts = node.values if isinstance(node, ast.BoolOp) else [node]
    return node if all(isinstance(one, ast.Compare) for one in parts) and any(isinstance(one, ast.Call) for one in ast.walk(node)) else None

def names_in(tree):
    """The names that a program gives something to, and those that it uses."""
    bound, loaded = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name): (loaded if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg): bound.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): bound.add(node.name)
        elif isinstance(node, ast.ExceptHandler) and node.name: bound.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)): bound.update((one.asname or one.name).partition('.')[0] for one in node.names)
    return bound, loaded

def check_uses(tree):
    """Refuses tests that name nothing but what they define themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == 'solution') or isinstance(node, (ast.Import, ast.ImportFrom)) and any(one.name == 'solution' for one in node.names): return
    bound, loaded = names_in(tree)
    bound |= set(vars(__import__('builtins'))) | {'self', '__name__', '__file__'} | usual_modules
    if not loaded & looks_names_up and not loaded - bound:
        raise EmptyTests('they use nothing of the candidate, only what they define themselves')

def check_not_empty(rewrite):
    if not rewrite.sites and not rewrite.raises_by_hand or all(one['isWhole'] for one in rewrite.listed) and rewrite.listed and len(rewrite.sites) == len(rewrite.listed) and not rewrite.raises_by_hand:
        raise EmptyTests('they have no assertion, no comparison and nothing that raises')
`;
