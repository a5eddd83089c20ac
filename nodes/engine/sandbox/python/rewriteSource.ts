/** Python source: rewrites each `assert` so that it is recorded and the next one still runs. */
export const rewriteSource = String.raw`
import ast

class Rewrite(ast.NodeTransformer):
    def __init__(self, nonce, source):
        self.nonce, self.source, self.sites = nonce, source, []
        self.conditional = self.caught = 0

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
        node.body = self.within(node.body)
        self.caught = caught
        return node
    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Assert(self, node):
        site, text = len(self.sites), ' '.join((ast.get_source_segment(self.source, node) or 'assert').split())
        never = isinstance(node.test, ast.Constant) and not node.test.value
        self.sites.append({'text': text[:199] + '\u2026' if len(text) > 200 else text, 'mustBeReached': not self.conditional and not never})
        is_comparison = ast.Constant(isinstance(node.test, ast.Compare) and len(node.test.ops) == 1)
        test = Compares(self).visit(node.test)
        error = 'caught_' + self.nonce
        failing = [ast.Raise(ast.Call(ast.Name('AssertionError', ast.Load()), [node.msg] if node.msg else [], []), None)]
        tried = [ast.If(ast.UnaryOp(ast.Not(), self.call('check', ast.Constant(site), test, is_comparison)), failing, [])]
        handler = [ast.Expr(self.call('fail', ast.Constant(site), ast.Name(error, ast.Load()), is_comparison))] + ([ast.Raise(None, None)] if self.caught else [])
        return ast.Try(tried, [ast.ExceptHandler(ast.Name('BaseException', ast.Load()), error, handler)], [], [])

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
    return {'code': code, 'sites': rewrite.sites}

def unreadable(error):
    if not isinstance(error, SyntaxError): return 'they are nested too deeply' if isinstance(error, (RecursionError, MemoryError)) else str(error)
    return 'line %s, column %s: %s' % (error.lineno, error.offset, error.msg)
`;
