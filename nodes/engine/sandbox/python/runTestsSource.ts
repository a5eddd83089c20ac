/** Python source, for the child: runs tests as code, and tells about each assertion as it is tried. */
export const runTestsSource = String.raw`
def make_recorder(tell, tell_error, sites):
    hits, waiting, written = [0] * sites, {}, [0, 0.0]

    def flush():
        if waiting: tell('pass', '"sites":{' + ','.join('"%d":%d' % pair for pair in waiting.items()) + '}')
        waiting.clear()
        written[1] = monotonic()

    def passed(site):
        hits[site] += 1
        waiting[site] = waiting.get(site, 0) + 1
        written[0] += 1
        if written[0] < 200 or monotonic() - written[1] > 0.05: flush()

    def failed(site, error, sides=None):
        hits[site] += 1
        flush()
        more = '' if sides is None else ',"expected":%s,"came":%s' % (quote(sides[0] + show(sides[2])), quote(show(sides[1])))
        bare = type(error) is AssertionError and not error.args
        tell('fail', '"site":%d,"bare":%s,%s%s' % (site, 'true' if bare else 'false', tell_error(error), more))

    def caught(site):
        hits[site] += 1
        tell('caught', '"site":%d' % site)

    return hits, flush, passed, failed, caught

def parameters_of(function):
    """Each set of values that pytest's parametrize gives; one empty set without it."""
    sets = [{}]
    for mark in getattr(function, 'sandbox_marks', ()):
        if mark.name != 'parametrize': continue
        names = mark.values[0] if len(mark.values) > 0 else mark.named['argnames']
        values = mark.values[1] if len(mark.values) > 1 else mark.named['argvalues']
        names = [one.strip() for one in names.split(',') if one.strip()] if type(names) is str else list(names)
        kept = [row for row in values if not any(leaves_out(one) for one in getattr(row, 'marks', ()) if type(row).__name__ == 'Case')]
        rows = [getattr(row, 'values', (row,)) if type(row).__name__ == 'Case' else row if len(names) > 1 else (row,) for row in kept]
        sets = [{**one, **dict(zip(names, row))} for one in sets for row in rows]
    return sets

def leaves_out(mark):
    name = getattr(mark, 'name', '')
    return name in ('skip', 'xfail') or name == 'skipif' and bool(mark.values[0] if mark.values else mark.named.get('condition'))

def is_skipped(*targets):
    for target in targets:
        if getattr(target, '__unittest_skip__', False) or getattr(target, '__unittest_expecting_failure__', False): return True
        given = getattr(target, 'pytestmark', ())
        if any(leaves_out(mark) for mark in [*getattr(target, 'sandbox_marks', ()), *(given if isinstance(given, (list, tuple)) else [given])]): return True
    return False

def run_units(units, space, hits, tell, passed, failed, run):
    set_up, fixtures = set(), {}
    for one in list(space.values()):
        if type(one) is types.FunctionType and hasattr(one, 'sandbox_fixture'): fixtures[one.sandbox_fixture] = one

    def value_of(name, ends):
        if name == 'capsys': return capture(ends)
        if name == 'tmp_path':
            import pathlib, tempfile
            return pathlib.Path(tempfile.mkdtemp())
        result = fixtures[name](**arguments_for(fixtures[name], {}, ends, 0))
        if type(result) is not types.GeneratorType: return result
        ends.append(lambda: next(result, None))
        return next(result)

    def capture(ends):
        import io
        kept = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        def put_back(): sys.stdout, sys.stderr = kept
        def read():
            said = types.SimpleNamespace(out=sys.stdout.getvalue(), err=sys.stderr.getvalue())
            sys.stdout.truncate(0); sys.stdout.seek(0); sys.stderr.truncate(0); sys.stderr.seek(0)
            return said
        ends.append(put_back)
        return types.SimpleNamespace(readouterr=read)

    def arguments_for(function, given, ends, skipped):
        code = getattr(function, '__code__', None)
        wanted = code.co_varnames[skipped:code.co_argcount] if code else ()
        least = len(wanted) - len(function.__defaults__ or ()) if code else 0
        return {**{name: value_of(name, ends) for index, name in enumerate(wanted) if name not in given and (index < least or name in fixtures)}, **given}

    def call(owner, name, given, ends):
        if owner is None: return run(lambda: space[name](**arguments_for(space[name], given, ends, 0)))
        kind = space[owner]
        is_case = hasattr(kind, 'assertEqual')
        case = kind(name) if is_case else kind()
        before, after = ('setUp', 'tearDown') if is_case else ('setup_method', 'teardown_method')
        if owner not in set_up:
            set_up.add(owner)
            for one in ('setUpClass', 'setup_class'): run(getattr(kind, one, lambda: None))
        run(lambda: with_or_without(getattr(case, before, None), getattr(case, name)))
        try: run(lambda: getattr(case, name)(**arguments_for(getattr(kind, name), given, ends, 1)))
        finally:
            run(lambda: with_or_without(getattr(case, after, None), getattr(case, name)))
            if is_case: case.doCleanups()

    def with_or_without(method, test):
        if method is None: return None
        return method(test) if method.__code__.co_argcount > 1 else method()

    def run_once(unit, given):
        before = hits[unit['from']:unit['to']]
        ends = []
        try:
            try: call(unit['owner'], unit['name'], given, ends)
            finally:
                for end in reversed(ends): end()
        except BaseException as error:
            if type(error).__name__ in ('Skipped', 'SkipTest'): return tell('skip', '"from":%d,"to":%d' % (unit['from'], unit['to']))
            # What was caught and recorded as an assertion is not counted again.
            reached = [site for site in range(unit['from'], unit['to']) if hits[site] == before[site - unit['from']]]
            if reached or not isinstance(error, AssertionError): failed((reached or [unit['from']])[0], error)
            return
        if unit['isWhole']: passed(unit['from'])

    for unit in units:
        # It ran already where the tests call it themselves.
        if any(hits[unit['from']:unit['to']]): continue
        owner = space.get(unit['owner']) if unit['owner'] else None
        function = space.get(unit['name']) if owner is None else getattr(owner, unit['name'], None)
        if is_skipped(owner, function, types.SimpleNamespace(pytestmark=space.get('pytestmark', ()))): tell('skip', '"from":%d,"to":%d' % (unit['from'], unit['to']))
        else:
            try: sets = parameters_of(function)
            except BaseException as error: failed(unit['from'], error)
            else:
                if not sets: tell('skip', '"from":%d,"to":%d' % (unit['from'], unit['to']))
                for given in sets: run_once(unit, given)
`;
