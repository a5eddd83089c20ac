/** Python source, for the parent: what the methods of unittest assert, as an expression. */
export const assertionSource = String.raw`
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
    def visit_BinOp(self, node):
        self.generic_visit(node)
        return self.rewrite.call('minus', node.left, node.right) if isinstance(node.op, ast.Sub) else node
    def visit_Compare(self, node):
        self.generic_visit(node)
        if len(node.ops) != 1: return node
        return self.rewrite.call('compare', ast.Constant(type(node.ops[0]).__name__), node.left, node.comparators[0])
`;
