/**
 * Python source, for the parent: makes assertions of tests that are written as a session of the interpreter, on their own or in docstrings.
 *
 * A value is compared by what it is where that can be read, else by how it is shown. What an example prints is compared where it prints the values of one call.
 */
export const doctestSource = String.raw`
def from_doctests(source):
    """The same tests with assertions instead of examples; tests with other assertions stay as they are."""
    if not any(line.lstrip().startswith('>>>') for line in source.splitlines()): return source
    try: tree = ast.parse(source)
    except SyntaxError: return assert_examples(source)
    if any(isinstance(one, ast.Assert) or isinstance(one, ast.Attribute) and one.attr.startswith('assert') for one in ast.walk(tree)): return source
    described = [one for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and type(one.value.value) is str and '>>>' in one.value.value]
    if not described: return source
    imports = [ast.unparse(one) for one in tree.body if isinstance(one, (ast.Import, ast.ImportFrom)) and 'doctest' not in ast.unparse(one)]
    return '\n'.join(imports + [assert_examples(one.value.value) for one in described])

def assert_examples(text):
    from doctest import DocTestParser, ELLIPSIS
    lines = []
    for one in DocTestParser().get_examples(text):
        if any(one.options.get(flag) for flag in (ELLIPSIS,)): raise ValueError('line %d of the doctest leaves out a part by "...", which the sandbox does not compare' % (one.lineno + 1))
        lines.append(assert_example(one))
    return '\n'.join(lines)

def assert_example(one):
    try: code = ast.parse(one.source.strip(), mode='eval').body
    except SyntaxError: code = None
    if one.exc_msg is not None:
        body = ''.join('    ' + line + '\n' for line in one.source.strip().splitlines())
        return 'with pytest.raises(%s):\n%s' % (one.exc_msg.partition(':')[0].strip().rpartition('.')[2], body)
    wanted = one.want.strip()
    if wanted == '': return one.source
    if code is None: raise ValueError('line %d of the doctest prints by a statement, which the sandbox does not compare' % (one.lineno + 1))
    if isinstance(code, ast.Call) and name_of(code.func) == 'print':
        if code.keywords or any(isinstance(value, ast.Starred) for value in code.args): raise ValueError('line %d of the doctest prints in a way that the sandbox does not compare' % (one.lineno + 1))
        shown = code.args[0] if len(code.args) == 1 else None
        left = 'str(%s)' % ast.unparse(shown) if shown else '" ".join(map(str, [%s]))' % ', '.join(ast.unparse(value) for value in code.args)
        return 'assert %s == %r' % (left, one.want.rstrip('\n'))
    written = ast.unparse(code)
    try: value = ast.literal_eval(wanted)
    except (ValueError, SyntaxError, MemoryError): return 'assert repr(%s) == %r' % (written, wanted)
    return 'assert (%s) %s %r' % (written, 'is' if value is None or type(value) is bool else '==', value)
`;
