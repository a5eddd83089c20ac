/**
 * Python source: rewrites each `assert` so that it is recorded and the next one still runs.
 *
 * So are the assertions of `unittest` in test cases; tests that nobody calls (`test…` in a TestCase, or on their own as pytest has them) are told, to be run.
 */
export const rewriteSource = String.raw`
import ast

class Rewrite(ast.NodeTransformer):
    def __init__(self, nonce, source):
        self.nonce, self.source, self.sites, self.units = nonce, source, [], []
        self.conditional = self.caught = self.depth = 0
        self.self_name = None

    def name(self, which): return ast.Name(which + '_' + self.nonce, ast.Load())
    def call(self, which, *values): return ast.Call(self.name(which), list(values), [])

    def within(self, nodes, conditional=0, caught=0):
        self.conditional += conditional; self.caught += caught
        done = []
        for node in nodes:
            one = self.visit(node)
            done.extend(one) if isinstance(one, list) else done.append(one)
        self.conditional -= conditional; self.caught -= caught
        return done

    def visit_If(self, node):
        node.body, node.orelse = self.within(node.body, 1), self.within(node.orelse, 1)
        return node

    def visit_Try(self, node):
        node.body = self.within(node.body, 0, 1 if node.handlers else 0)
        for handler in node.handlers: handler.body = self.within(handler.body, 1)
        node.orelse, node.finalbody = self.within(node.orelse, 1), self.within(node.finalbody)
        return node

    def visit_Match(self, node):
        for case in node.cases: case.body = self.within(case.body, 1)
        return node

    def visit_FunctionDef(self, node):
        caught, self.caught = self.caught, 0
        before, arguments = len(self.sites), node.args
        is_test = node.name.startswith('test') and not self.conditional and (self.self_name == '' or self.depth == 0 and len(arguments.args) == len(arguments.defaults) and not arguments.posonlyargs)
        name, outer = self.self_name, self.depth
        if name == '': self.self_name = arguments.args[0].arg if arguments.args else None
        self.depth += 1
        node.body = self.within(node.body)
        self.depth, self.self_name, self.caught = outer, name, caught
        if is_test:
            # A test that asserts by other means is one assertion as a whole.
            owner, is_whole = None if name is None else self.class_name, len(self.sites) == before
            if is_whole: self.add_site(node.name if owner is None else owner + '.' + node.name, True)
            self.units.append({'owner': owner, 'name': node.name, 'from': before, 'to': len(self.sites), 'isWhole': is_whole})
        return node
    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        is_test = self.depth == 0 and any(name_of(base).endswith('TestCase') for base in node.bases)
        name, outer = self.self_name, self.depth
        self.self_name, self.class_name = '' if is_test else None, node.name
        self.depth += 1
        node.body = self.within(node.body)
        self.depth, self.self_name = outer, name
        return node

    def own_call(self, node):
        is_own = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        plain = is_own and not any(isinstance(value, ast.Starred) for value in node.args) and all(word.arg for word in node.keywords)
        return node.func.attr if plain and self.self_name and node.func.value.id == self.self_name else None

    def visit_Expr(self, node):
        call = node.value
        # The sandbox runs the tests itself; unittest would look for them in another module, and then leave.
        if isinstance(call, ast.Call) and (name_of(call.func) == 'unittest.main' or name_of(call.func) == 'main' and 'unittest' in self.source and 'def main' not in self.source): return ast.copy_location(ast.Pass(), node)
        which = self.own_call(call)
        if which in ('assertRaises', 'assertRaisesRegex') and len(call.args) > (1 if which == 'assertRaises' else 2):
            skipped = 1 if which == 'assertRaises' else 2
            done = ast.Call(call.args[skipped], call.args[skipped + 1:], call.keywords)
            return self.raises(node, call.args[0], [ast.copy_location(ast.Expr(done), node)])
        test = None if which is None else to_test(which, call)
        if test is None: return self.generic_visit(node)
        return self.visit_Assert(ast.copy_location(ast.Assert(test, None), node))

    def visit_With(self, node):
        call = node.items[0].context_expr
        caught = node.items[0].optional_vars
        if len(node.items) == 1 and (caught is None or isinstance(caught, ast.Name)) and self.own_call(call) in ('assertRaises', 'assertRaisesRegex') and call.args and 'msg' not in [word.arg for word in call.keywords]:
            return self.raises(node, call.args[0], node.body, caught)
        node.body = self.within(node.body)
        return node
    visit_AsyncWith = visit_With

    def raises(self, node, expected, body, caught=None):
        site = self.add_site(ast.get_source_segment(self.source, node) or 'assertRaises', not self.conditional)
        missing = ast.Call(ast.Name('AssertionError', ast.Load()), [ast.Constant('nothing was raised')], [])
        error = 'caught_' + self.nonce
        kept = [] if caught is None else [ast.Assign([caught], self.call('raised', ast.Name(error, ast.Load())))]
        handler = ast.ExceptHandler(expected, error, kept + [ast.Expr(self.call('check', ast.Constant(site), ast.Constant(True), ast.Constant(False)))])
        return ast.Try(self.within(body, 0, 1), [handler], [ast.Expr(self.call('fail', ast.Constant(site), missing, ast.Constant(False)))], [])

    def add_site(self, source, must_be_reached):
        text = ' '.join(source.split())
        self.sites.append({'text': text[:199] + '\u2026' if len(text) > 200 else text, 'mustBeReached': must_be_reached})
        return len(self.sites) - 1

    def visit_Assert(self, node):
        never = isinstance(node.test, ast.Constant) and not node.test.value
        site = self.add_site(ast.get_source_segment(self.source, node) or 'assert', not self.conditional and not never)
        is_comparison = ast.Constant(isinstance(node.test, ast.Compare) and len(node.test.ops) == 1)
        test = Compares(self).visit(node.test)
        error = 'caught_' + self.nonce
        failing = [ast.Raise(ast.Call(ast.Name('AssertionError', ast.Load()), [node.msg] if node.msg else [], []), None)]
        tried = [ast.If(ast.UnaryOp(ast.Not(), self.call('check', ast.Constant(site), test, is_comparison)), failing, [])]
        handler = [ast.Expr(self.call('fail', ast.Constant(site), ast.Name(error, ast.Load()), is_comparison))] + ([ast.Raise(None, None)] if self.caught else [])
        return ast.Try(tried, [ast.ExceptHandler(ast.Name('BaseException', ast.Load()), error, handler)], [], [])

def name_of(node):
    if isinstance(node, ast.Name): return node.id
    return name_of(node.value) + '.' + node.attr if isinstance(node, ast.Attribute) else ''

compares = {'assertEqual': ast.Eq, 'assertNotEqual': ast.NotEq, 'assertIs': ast.Is, 'assertIsNot': ast.IsNot, 'assertIn': ast.In, 'assertNotIn': ast.NotIn, 'assertGreater': ast.Gt,
    'assertGreaterEqual': ast.GtE, 'assertLess': ast.Lt, 'assertLessEqual': ast.LtE, 'assertListEqual': ast.Eq, 'assertTupleEqual': ast.Eq, 'assertSetEqual': ast.Eq, 'assertDictEqual': ast.Eq,
    'assertSequenceEqual': ast.Eq, 'assertMultiLineEqual': ast.Eq}

def to_test(which, call):
    """The expression that a method of unittest's TestCase asserts; None where it is left to that method."""
    values, words = call.args, {word.arg: word.value for word in call.keywords}
    if set(words) - {'msg', 'places', 'delta'}: return None
    if which in compares and len(values) in (2, 3): return ast.Compare(values[0], [compares[which]()], [values[1]])
    if which == 'assertTrue' and len(values) in (1, 2): return values[0]
    if which == 'assertFalse' and len(values) in (1, 2): return ast.UnaryOp(ast.Not(), values[0])
    if which == 'assertIsNone' and len(values) in (1, 2): return ast.Compare(values[0], [ast.Is()], [ast.Constant(None)])
    if which == 'assertIsNotNone' and len(values) in (1, 2): return ast.Compare(values[0], [ast.IsNot()], [ast.Constant(None)])
    if which == 'assertIsInstance' and len(values) in (2, 3): return ast.Call(ast.Name('isinstance', ast.Load()), values[:2], [])
    if which == 'assertAlmostEqual' and len(values) in (2, 3):
        apart = ast.Call(ast.Name('abs', ast.Load()), [ast.BinOp(values[0], ast.Sub(), values[1])], [])
        if 'delta' in words: return ast.Compare(apart, [ast.LtE()], [words['delta']])
        places = words.get('places') or (values[2] if len(values) == 3 else ast.Constant(7))
        return ast.Compare(ast.Call(ast.Name('round', ast.Load()), [apart, places], []), [ast.Eq()], [ast.Constant(0)])
    return None

class Compares(ast.NodeTransformer):
    def __init__(self, rewrite): self.rewrite = rewrite
    def visit_Lambda(self, node): return node
    def visit_Compare(self, node):
        self.generic_visit(node)
        if len(node.ops) != 1: return node
        return self.rewrite.call('compare', ast.Constant(type(node.ops[0]).__name__), node.left, node.comparators[0])

def compile_tests(tests, nonce):
    source = tests['source']
    tree = ast.parse(source, 'tests.py')
    rewrite = Rewrite(nonce, source)
    tree.body = rewrite.within(tree.body)
    ast.fix_missing_locations(tree)
    code = compile(tree, 'tests.py', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    return {'code': code, 'sites': rewrite.sites, 'units': rewrite.units}

def unreadable(error):
    if not isinstance(error, SyntaxError): return 'they are nested too deeply' if isinstance(error, (RecursionError, MemoryError)) else str(error)
    return 'line %s, column %s: %s' % (error.lineno, error.offset, error.msg)
`;
