/**
 * Python source, for the parent: tells which failures the tests catch themselves and take for what they should be.
 *
 * A handler of all errors that does nothing, or no more than print, leaves them failures, as nothing else would tell of them. So does what it raises in turn.
 */
export const handlersSource = String.raw`
broad = {'', 'AssertionError', 'Exception', 'BaseException'}

def is_broad(kind):
    return any(is_broad(one) for one in kind.elts) if isinstance(kind, ast.Tuple) else kind is None or name_of(kind) in broad

def is_print(node): return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name_of(node.value.func) in ('print', 'traceback.print_exc')

def changed_list(node):
    """The list to which a statement adds something."""
    call = node.value if isinstance(node, ast.Expr) else None
    is_append = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == 'append' and isinstance(call.func.value, ast.Name)
    return call.func.value.id if is_append else None

def asked_names(tree):
    """The names that tests read for more than printing them."""
    if is_print(tree): return set()
    if changed_list(tree) is not None: return set().union(*(asked_names(one) for one in tree.value.args))
    names = {tree.id} if isinstance(tree, ast.Name) and isinstance(tree.ctx, ast.Load) else set()
    return names.union(*(asked_names(one) for one in ast.iter_child_nodes(tree)))

def is_report(node, asked):
    """Whether a statement only prints, or changes what the tests never ask for again, such as a count that is printed at the end."""
    if is_print(node) or isinstance(node, (ast.Pass, ast.Global, ast.Nonlocal)) or isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant): return True
    if isinstance(node, ast.Return): return node.value is None
    if isinstance(node, ast.If): return all(is_report(one, asked) for one in node.body + node.orelse)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    names = [one.id if isinstance(one, ast.Name) else None for one in targets] or [changed_list(node)]
    return not any(name is None or name in asked for name in names)

def keeps(handler, asked):
    return not is_broad(handler.type) or not all(is_report(one, asked) for one in handler.body)
`;

/** Python source, for the child: keeps failures on their way to the handler of the tests that catches them. Only code of the tests lies between, so no candidate can send one there, or keep one. */
export const seenSource = String.raw`
def make_seen(failed, caught):
    flying = []

    def wait(site, error, sides, to): flying.append((site, error, sides, to))

    def enter(to):
        taken = [one for one in flying if one[3] == to]
        flying[:] = [one for one in flying if one[3] != to]
        return taken

    def go_on(taken, outer):
        for site, error, sides, to in taken:
            if outer == -1: failed(site, error, sides)
            else: wait(site, error, sides, outer)
        taken.clear()

    def leave(taken):
        for site, error, sides, to in taken: caught(site)

    return wait, enter, go_on, leave
`;
