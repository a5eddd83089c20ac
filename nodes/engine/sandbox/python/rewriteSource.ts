/**
 * Python source, for the parent: rewrites each `assert` so that it is recorded and the next one still runs.
 *
 * So are the assertions of `unittest` in test cases and pytest's `raises`; tests that nobody calls (methods of test classes, functions as pytest has them) are
 * told, to be run, and so are functions with assertions that take nothing and that nobody calls. Bare comparisons are assertions where there are no others: somebody who writes one means it.
 */
export const rewriteSource = String.raw`
import ast

built_in_fixtures = {'capsys', 'tmp_path'}

class Rewrite(ast.NodeTransformer):
    def __init__(self, nonce, source, takes_comparisons):
        self.nonce, self.source, self.takes_comparisons, self.sites, self.units, self.others, self.fixtures = nonce, source, takes_comparisons, [], [], [], set(built_in_fixtures)
        self.conditional = self.caught = self.depth = self.tries = 0
        self.to = -1
        self.self_name = None
        self.raises_by_hand = self.calls = False

    def name(self, which): return ast.Name(which + '_' + self.nonce, ast.Load())
    def call(self, which, *values): return ast.Call(self.name(which), list(values), [])
    def text_of(self, node): return ast.get_source_segment(self.source, node) or ast.unparse(node)

    def within(self, nodes, conditional=0, caught=0):
        self.conditional += conditional; self.caught += caught
        done = []
        for node in nodes:
            one = self.visit(node)
            done.extend(one) if isinstance(one, list) else done.append(one)
        self.conditional -= conditional; self.caught -= caught
        return done or [ast.copy_location(ast.Pass(), nodes[0])] if nodes else done

    def visit_If(self, node):
        node.body, node.orelse = self.within(node.body, 1), self.within(node.orelse, 1)
        return node

    def visit_Try(self, node):
        kept, last = [keeps(handler, self.asked) for handler in node.handlers], node.handlers[-1] if node.handlers else None
        to = self.new_try() if any(kept) else -1
        node.body = self.within_try(node.body, to) if node.handlers else self.within(node.body)
        for handler, is_kept in zip(node.handlers, kept):
            handler.body = self.within(handler.body, 1)
            if to != -1: handler.body = self.keeping(handler.body, to) if is_kept else [self.going_on(to, -1)] + handler.body
        if to != -1 and last.type is not None: node.handlers.append(ast.ExceptHandler(ast.Name('BaseException', ast.Load()), None, [self.going_on(to, self.to), ast.Raise(None, None)]))
        node.orelse, node.finalbody = self.within(node.orelse, 1), self.within(node.finalbody)
        return node

    def new_try(self):
        self.tries += 1
        return self.tries

    def within_try(self, nodes, to):
        outer, self.to = self.to, to
        done = self.within(nodes, 0, 1)
        self.to = outer
        return done

    def going_on(self, to, outer): return ast.Expr(self.call('go_on', self.call('enter', ast.Constant(to)), ast.Constant(outer)))

    def keeping(self, body, to):
        """The body of a handler that takes what it catches for what should be, unless it raises in turn."""
        name = 'open_%d_%s' % (to, self.nonce)
        again = [ast.Expr(self.call('go_on', ast.Name(name, ast.Load()), ast.Constant(self.to))), ast.Raise(None, None)]
        opened = ast.Assign([ast.Name(name, ast.Store())], self.call('enter', ast.Constant(to)))
        return [opened, ast.Try(body, [ast.ExceptHandler(ast.Name('BaseException', ast.Load()), None, again)], [], [ast.Expr(self.call('leave', ast.Name(name, ast.Load())))])]

    def visit_Match(self, node):
        for case in node.cases: case.body = self.within(case.body, 1)
        return node

    def visit_Raise(self, node):
        self.raises_by_hand = True
        return node

    def visit_Call(self, node):
        if name_of(node.func) in by_hand or name_of(node.func).rpartition('.')[2].startswith(('assert', 'fail')): self.raises_by_hand = True
        if name_of(node.func) != 'print': self.calls = True
        return self.generic_visit(node)

    def visit_FunctionDef(self, node):
        (caught, to), self.caught, self.to = (self.caught, self.to), 0, -1
        before, outer = len(self.sites), (self.self_name, self.depth)
        owner = self.class_name if self.self_name == '' else None
        is_test = node.name.startswith('test') and not self.conditional and (owner is not None or self.depth == 0)
        if self.self_name == '': self.self_name = node.args.args[0].arg if node.args.args else None
        if any('fixture' in name_of(one.func if isinstance(one, ast.Call) else one) for one in node.decorator_list): self.fixtures.add(node.name)
        self.depth += 1
        node.body = self.within(node.body)
        (self.self_name, self.depth), self.caught, self.to = outer, caught, to
        if is_test: self.units.append((node, owner, before, len(self.sites)))
        elif not self.conditional: self.others.append((node, owner, before, len(self.sites), owner is not None or outer[1] == 0))
        return node
    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        is_case = any(name_of(base).endswith('TestCase') for base in node.bases)
        is_test = self.depth == 0 and (is_case or node.name.startswith('Test') and not node.bases)
        name, outer = self.self_name, self.depth
        self.self_name, self.class_name = '' if is_test else None, node.name
        self.depth += 1
        node.body = self.within(node.body)
        self.depth, self.self_name = outer, name
        return node

    def list_units(self):
        """Functions whose parameters nobody gives are no tests: the tests call them."""
        listed = []
        for node, owner, first, end in self.units:
            arguments = node.args
            wanted = [one.arg for one in arguments.args[:len(arguments.args) - len(arguments.defaults)]][0 if owner is None else 1:]
            given = any('parametrize' in name_of(one.func) for one in node.decorator_list if isinstance(one, ast.Call))
            if not given and not self.fixtures.issuperset(wanted) and not any('patch' in ast.dump(one) for one in node.decorator_list):
                # Nobody calls it, and nobody could: it would count against every candidate.
                if node.name not in self.loaded: raise ValueError('line %d: %s wants %s, which the sandbox does not have' % (node.lineno, node.name, ', '.join(sorted(set(wanted) - self.fixtures))))
                continue
            # A test that asserts by other means is one assertion as a whole.
            is_whole = first == end
            at = self.add_site(node.name if owner is None else owner + '.' + node.name, True) if is_whole else first
            listed.append({'owner': owner, 'name': node.name, 'from': at, 'to': at + 1 if is_whole else end, 'isWhole': is_whole})
        return listed

    def list_uncalled(self, tree):
        """Functions with assertions that nobody calls: run where they take nothing, else never missed."""
        mentions, asserting, listed, idle = count_mentions(tree), {node.name for node, owner, first, end, is_outer in self.others if end > first}, [], []
        for node, owner, first, end, is_outer in self.others:
            own = count_mentions(node)
            if mentions[node.name] > own[node.name] or is_lifecycle(node.name): continue
            wants = [one.arg for one in node.args.args[:len(node.args.args) - len(node.args.defaults)]][0 if owner is None else 1:]
            if not (end > first or any(own[name] for name in asserting)): continue
            if is_outer and not wants and not node.decorator_list: listed.append({'owner': owner, 'name': node.name, 'from': first, 'to': end, 'isWhole': False})
            elif end > first:
                idle.append((node, wants, end - first))
                for site in self.sites[first:end]: site['mustBeReached'] = False
        if idle and not self.units and sum(count for node, wants, count in idle) == len(self.sites):
            node, wants, count = idle[0]
            raise EmptyTests('line %d: nobody calls %s%s' % (node.lineno, node.name, ', which wants ' + ', '.join(wants) if wants else ''))
        return listed

    def own_call(self, node):
        is_own = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        plain = is_own and not any(isinstance(value, ast.Starred) for value in node.args) and all(word.arg for word in node.keywords)
        return node.func.attr if plain and self.self_name and node.func.value.id == self.self_name else None

    def raising(self, node):
        """What a call says that is raised: the class, a pattern or None, and how many of its values that takes."""
        if not isinstance(node, ast.Call) or not node.args: return None
        words, which = {word.arg: word.value for word in node.keywords}, self.own_call(node)
        if which == 'assertRaises' and 'msg' not in words: return node.args[0], None, 1
        if which == 'assertRaisesRegex' and len(node.args) > 1 and 'msg' not in words: return node.args[0], node.args[1], 2
        is_pytest = name_of(node.func) == 'pytest.raises' or name_of(node.func) == 'raises' and 'pytest' in self.source
        return (node.args[0], words.get('match'), 1) if is_pytest and set(words) <= {'match'} else None

    def visit_Expr(self, node):
        call = node.value
        # The sandbox runs the tests itself; unittest would look for them in another module, and then leave.
        if self.runs_all(call) or isinstance(call, ast.Call) and name_of(call.func) in ('sys.exit', 'exit', 'quit', 'raise_exit') and call.args and self.runs_all(call.args[0]):
            return ast.copy_location(ast.Pass(), node)
        raising = self.raising(call)
        if raising is not None and len(call.args) > raising[2]:
            done = ast.Call(call.args[raising[2]], call.args[raising[2] + 1:], [word for word in call.keywords if word.arg != 'match'])
            return self.raised(node, raising, [ast.copy_location(ast.Expr(done), node)])
        which = self.own_call(call)
        test = None if which is None else to_test(which, call)
        if test is None and self.takes_comparisons: test = comparison_in(call)
        if test is None: return self.generic_visit(node)
        if which == 'assertTrue' and len(call.args) > 1 and is_misplaced(call.args[1]): refuse(node, self.text_of(node), 'the second value of assertTrue is only a message')
        return self.visit_Assert(ast.copy_location(ast.Assert(test, None), node))

    def runs_all(self, call):
        name = name_of(call.func) if isinstance(call, ast.Call) else ''
        return name in ('unittest.main', 'pytest.main') or name == 'main' and 'unittest' in self.source and 'def main' not in self.source

    def visit_With(self, node):
        caught = node.items[0].optional_vars
        raising = self.raising(node.items[0].context_expr) if len(node.items) == 1 and (caught is None or isinstance(caught, ast.Name)) else None
        if raising is not None: return self.raised(node, raising, node.body, caught)
        node.body = self.within(node.body)
        return node
    visit_AsyncWith = visit_With

    def raised(self, node, raising, body, caught=None):
        site = self.add_site(self.text_of(node), not self.conditional)
        missing = ast.Call(ast.Name('AssertionError', ast.Load()), [ast.Constant('nothing was raised')], [])
        error = 'caught_' + self.nonce
        kept = [] if caught is None else [ast.Assign([caught], self.call('raised', ast.Name(error, ast.Load())))]
        known = self.call('check_raised', ast.Constant(site), ast.Name(error, ast.Load()), raising[1] or ast.Constant(None))
        to, other = self.new_try(), self.failing(site, ast.Constant(False), self.to)
        other.body.insert(0, self.going_on(to, self.to))
        wanted = ast.Expr(self.call('leave', self.call('enter', ast.Constant(to))))
        handlers = [ast.ExceptHandler(raising[0], error, kept + [wanted, ast.Expr(known)]), other]
        return ast.Try(self.within_try(body, to), handlers, [ast.Expr(self.call('fail', ast.Constant(site), missing, ast.Constant(False), ast.Constant(-1)))], [])

    def failing(self, site, is_comparison, to=-1):
        error = 'caught_' + self.nonce
        known = ast.Expr(self.call('fail', ast.Constant(site), ast.Name(error, ast.Load()), is_comparison, ast.Constant(to)))
        return ast.ExceptHandler(ast.Name('BaseException', ast.Load()), error, [known] + ([ast.Raise(None, None)] if self.caught else []))

    def add_site(self, source, must_be_reached):
        text = ' '.join(source.split())
        self.sites.append({'text': text[:199] + '\u2026' if len(text) > 200 else text, 'mustBeReached': must_be_reached})
        return len(self.sites) - 1

    def visit_Assert(self, node):
        why = why_always(node.test, self.text_of)
        if why: refuse(node, self.text_of(node), why)
        if node.msg is not None and is_misplaced(node.msg): refuse(node, self.text_of(node), 'what stands after the comma is only a message')
        # What holds by itself proves nothing; in a branch it says that the branch was right to be taken.
        if is_constant(node.test) and not is_never(node.test) and not self.conditional: return ast.copy_location(ast.Pass(), node)
        site = self.add_site(self.text_of(node), not self.conditional and not is_never(node.test))
        is_comparison = ast.Constant(isinstance(node.test, ast.Compare) and len(node.test.ops) == 1)
        if not is_constant(node.test): self.calls = True
        test = Compares(self).visit(node.test)
        failing = [ast.Raise(ast.Call(ast.Name('AssertionError', ast.Load()), [node.msg] if node.msg else [], []), None)]
        tried = [ast.If(ast.UnaryOp(ast.Not(), self.call('check', ast.Constant(site), test)), failing, [])]
        return ast.Try(tried, [self.failing(site, is_comparison, -1 if is_never(node.test) else self.to)], [], [])

def count_mentions(tree):
    from collections import Counter
    return Counter(one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else one.value for one in ast.walk(tree)
        if isinstance(one, (ast.Name, ast.Attribute)) or isinstance(one, ast.Constant) and type(one.value) is str)

def is_lifecycle(name): return name.startswith(('__', 'setUp', 'tearDown', 'setup', 'teardown', 'asyncSetUp', 'asyncTearDown', 'pytest_', 'test'))

def name_of(node):
    if isinstance(node, ast.Name): return node.id
    return name_of(node.value) + '.' + node.attr if isinstance(node, ast.Attribute) else ''

`;
