/** Python source, for the parent: reads the tests, and as much of the candidate as must be known before it is loaded. */
export const readTestsSource = String.raw`
known_packages = {'numpy', 'pandas', 'scipy', 'sklearn', 'torch', 'tensorflow', 'matplotlib', 'requests', 'hypothesis', 'parameterized', 'sympy', 'pydantic', 'yaml', 'bs4', 'flask', 'django',
    'sqlalchemy', 'aiohttp', 'httpx', 'networkx', 'nose', 'freezegun', 'faker', 'attr', 'attrs', 'dateutil', 'pytz', 'PIL', 'cv2', 'redis', 'boto3', 'lxml', 'jwt', 'cryptography', 'pytest_asyncio'}

def is_there(name):
    import importlib.util
    try: return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError): return False

def import_candidate(tree):
    """The candidate is a module of whatever name the tests have for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level or stands_for_candidate(node.module or '', node.lineno): node.module, node.level = 'solution', 0
        elif isinstance(node, ast.Import):
            for one in node.names:
                if stands_for_candidate(one.name, node.lineno): one.name, one.asname = 'solution', one.asname or one.name.partition('.')[0]

def stands_for_candidate(module, line):
    top = module.partition('.')[0]
    if top in ('solution', 'pytest', '__main__', '') or is_there(top): return top == '__main__'
    if top in known_packages: raise ValueError('line %d: the sandbox has no module %s' % (line, top))
    return True

def rewrite_tests(source, nonce, takes_comparisons):
    tree = ast.parse(source, 'tests.py')
    import_candidate(tree)
    rewrite = Rewrite(nonce, source, takes_comparisons)
    original = ast.parse(source, 'tests.py')
    import_candidate(original)
    rewrite.loaded = {one.id for one in ast.walk(original) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    rewrite.asked = asked_names(original)
    tree.body = rewrite.within(tree.body)
    rewrite.listed = rewrite.list_units() + rewrite.list_uncalled(original)
    tree.body[first_line_of(tree):0] = missing_imports(original)
    return original, tree, rewrite

def first_line_of(tree):
    """Where statements may stand first: behind the text that describes a module, and its imports from the future."""
    at = 0
    while at < len(tree.body) and (isinstance(tree.body[at], ast.Expr) and isinstance(tree.body[at].value, ast.Constant) or isinstance(tree.body[at], ast.ImportFrom) and tree.body[at].module == '__future__'): at += 1
    return at

usual_modules = {'unittest', 'pytest', 'math', 're', 'json', 'sys', 'os', 'itertools', 'collections', 'functools', 'datetime', 'random', 'copy', 'io', 'asyncio', 'typing'}

def missing_imports(tree):
    """Modules of Python that the tests use and forget to import, so that no candidate fails for that."""
    bound, loaded = names_in(tree)
    owners = {one.value.id for one in ast.walk(tree) if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)}
    found = [ast.Import([ast.alias(name)]) for name in sorted((loaded - bound) & owners & usual_modules)]
    return found + ([ast.ImportFrom('unittest', [ast.alias('TestCase')], 0)] if 'TestCase' in loaded - bound else [])

def compile_tests(source, nonce, is_strict):
    source = from_doctests(source)
    original, tree, rewrite = rewrite_tests(source, nonce, False)
    if not rewrite.sites and not rewrite.raises_by_hand: original, tree, rewrite = rewrite_tests(source, nonce, True)
    if is_strict or not rewrite.sites and not rewrite.calls: check_not_empty(rewrite)
    if is_strict: check_uses(original)
    ast.fix_missing_locations(tree)
    code = compile(tree, 'tests.py', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    return (code, rewrite.listed, len(rewrite.sites), nonce), rewrite.sites

def unreadable(error):
    if not isinstance(error, SyntaxError): return 'they are nested too deeply' if isinstance(error, (RecursionError, MemoryError)) else str(error)
    return 'line %s, column %s: %s' % (error.lineno, error.offset, error.msg)

def imports_of(tree):
    """Modules that are not there; not those whose absence the candidate is ready for."""
    absent, ready = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try): ready.update(id(inner) for one in node.body for inner in ast.walk(one))
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        absent.update(name.partition('.')[0] for name in names if id(node) not in ready)
    return sorted(name for name in absent if name not in ('solution', 'pytest') and not is_there(name))

def definitions_of(tree):
    """What defines something, without what asks somebody."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    def asks(node): return any(isinstance(one, ast.Name) and one.id == 'input' or isinstance(one, ast.Attribute) and one.attr == 'stdin' for one in ast.walk(node))
    # Without a function or class there is nothing that could stand by itself.
    if not any(isinstance(node, kinds[:3]) for node in tree.body): return []
    return [ast.unparse(node) for node in tree.body if isinstance(node, kinds) and (isinstance(node, kinds[:3]) or not asks(node))]

def read_candidate(code):
    try:
        tree = ast.parse(code)
        return {'absent': imports_of(tree) if 'import' in code else [], 'definitions': definitions_of(tree)}
    except BaseException: return {'absent': [], 'definitions': []}
`;
