/** Python source, for the child: loads the candidate, then calls it with the inputs of cases, or runs the tests' code beside it. */
export const childSource = String.raw`
typing_names = ('List', 'Dict', 'Tuple', 'Set', 'FrozenSet', 'Optional', 'Union', 'Any', 'Callable', 'Iterable', 'Iterator', 'Sequence', 'Mapping', 'MutableMapping',
    'Generator', 'TypeVar', 'Generic', 'NamedTuple', 'Literal', 'Deque', 'DefaultDict', 'Type')
safe_modules = ('math', 'operator', 'itertools', 'functools', 're', 'json', 'copy', 'collections', 'typing')

def import_beside(source):
    space = {'__builtins__': dict(vars(__import__('builtins'))), '__name__': 'beside'}
    exec(compile(source, 'beside', 'exec'), space)
    return space

def run_coroutine(coroutine):
    import asyncio
    return asyncio.run(coroutine)

def main():
    stream_in, stream_out = streams
    job = json.loads(receive(stream_in))
    token, pad, loads = job['token'].encode(), bytes.fromhex(job['pad']), json.loads
    read_tests, search = marshal.loads, __import__('re').search
    flush_out, flush_err, leave, coroutine = sys.stdout.flush, sys.stderr.flush, os._exit, types.CoroutineType
    builtins = __import__('builtins')
    genuine = dict(vars(builtins))
    pristine = {name: dict(vars(__import__(name))) for name in safe_modules}
    absent = import_beside(beside['absent'])
    pytest = import_beside(beside['pytest'])
    absent['stand_in'](job['absent'])
    import_beside(beside['traceback'])['hide_frames'](job['code'])
    compare, strict = make_compare(pytest['Approx']), strict_isinstance(genuine['isinstance'])
    gaps, find_spec = absent['used'], __import__('importlib.util').util.find_spec

    def gap_of(error):
        if gaps: return gaps[0]
        # Its locks need shared memory, which the walls do not give.
        if isinstance(error, OSError) and 'multiprocessing' in sys.modules: return 'multiprocessing'
        if type(error).__name__ == 'ZoneInfoNotFoundError' and lacks_time_zones(): return 'the data of time zones'
        top = error.name.partition('.')[0] if isinstance(error, ModuleNotFoundError) and type(error.name) is str else ''
        try: return top if top and find_spec(top) is None else ''
        except BaseException: return ''

    def lacks_time_zones():
        zones = sys.modules.get('zoneinfo')
        try: return not any(os.path.isdir(os.path.join(one, 'Europe')) for one in zones.TZPATH) and find_spec('tzdata') is None
        except BaseException: return False

    own_id, id_of_this = os.getpid(), os.getpid
    def tell(kind, fields=''):
        # A process that the candidate has split off has nothing to say.
        if id_of_this() != own_id: leave(0)
        send(stream_out, token + ('{"kind":"%s"%s%s}' % (kind, ',' if fields else '', fields)).encode())
    def tell_error(error):
        trouble = 'memory' if isinstance(error, MemoryError) else 'recursion' if isinstance(error, RecursionError) else ''
        return '"thrown":%s,"trouble":"%s","gap":%s' % (quote(describe(error)), trouble, quote(gap_of(error)))
    def finish(kind, fields=''):
        try: flush_out(); flush_err()
        except BaseException: pass
        tell(kind, fields)
        leave(0)

    limit_resources(job)
    solution = types.ModuleType('solution')
    sys.modules['solution'] = solution
    sys.argv = ['solution']
    candidate = vars(solution)
    guard()
    load(job, candidate, finish, tell_error)
    tell('loaded')
    if not job['isCode']: return run_cases(find_function(candidate, job['functionName'], finish), stream_in, loads, tell, tell_error, coroutine)
    # The tests were sent in two halves, of which one alone says nothing: the second one comes when the candidate may read this stream already.
    tests = read_tests((int.from_bytes(receive(stream_in), 'big') ^ int.from_bytes(pad, 'big')).to_bytes(len(pad), 'big'))
    vars(builtins).update(genuine)
    for name in [one for one in sys.modules if one.partition('.')[0] == 'unittest']: del sys.modules[name]
    run_tests(tests, candidate, (compare, strict, search), genuine, pristine, tell, tell_error, finish)

def load(job, candidate, finish, tell_error):
    names = {name: getattr(typing, name) for name in typing_names}
    code, name = job['code'], 'candidate.py'
    candidate.update(names)
    try:
        try: exec(compile(code, name, 'exec', dont_inherit=True), candidate)
        except (Exception, SystemExit) as error:
            # What it tries out by itself is no test of ours, and nobody answers its questions: what it defines stands without.
            if not job['definitions'] or isinstance(error, (SyntaxError, MemoryError, RecursionError, ModuleNotFoundError)) or isinstance(error, ValueError) and 'null byte' in str(error): raise
            define_each(job['definitions'], name, candidate)
    except SyntaxError as error:
        if error.filename != name: finish('stopped', '"where":"candidate",' + tell_error(error))
        finish('stopped', '"where":"syntax","thrown":%s' % quote('line %s: %s' % (error.lineno, error.msg)))
    except BaseException as error:
        where = 'syntax' if isinstance(error, ValueError) and 'null byte' in str(error) else 'candidate'
        finish('stopped', '"where":"%s",' % where + tell_error(error))

def define_each(definitions, name, candidate):
    for source in definitions:
        try: exec(compile(source, name, 'exec', dont_inherit=True), candidate)
        except Exception: pass

def find_function(candidate, name, finish):
    """A method of a class is called on a new instance of it; a function that is not there may be a method of Solution."""
    parts = name.split('.')
    holders = [candidate.get(parts[0])] if parts[0] in candidate else []
    if not holders and len(parts) == 1 and 'Solution' in candidate: holders, parts = [candidate['Solution']], ['Solution', name]
    try:
        target = holders[0]
        for part in parts[1:]:
            is_method = isinstance(target, type) and type(vars(target).get(part)) is types.FunctionType
            target = getattr(target() if is_method else target, part)
    except BaseException: target = None
    if not callable(target): finish('stopped', '"where":"absent","thrown":""')
    return target

def run_cases(target, stream_in, loads, tell, tell_error, coroutine):
    while True:
        asked = receive(stream_in)
        try:
            came = target(*loads(asked))
            if type(came) is coroutine: came = run_coroutine(came)
            told = '"value":' + take_out(came)
        except BaseException as error: tell('raised', tell_error(error))
        else: tell('came', told)

def run_tests(tests, candidate, tools, genuine, pristine, tell, tell_error, finish):
    code, units, sites, nonce = tests
    hits, flush, passed, failed, caught = make_recorder(tell, tell_error, sites)
    wait, enter, go_on, leave = make_seen(failed, caught)
    ((check_compare, minus), isinstance, search), last = tools, [None]
    relations = {'Eq': '', 'NotEq': 'not ', 'Lt': 'less than ', 'LtE': 'at most ', 'Gt': 'more than ', 'GtE': 'at least ', 'Is': 'the very ', 'IsNot': 'not the very ', 'In': 'one of ', 'NotIn': 'none of '}

    def compare(operator, left, right):
        last[0] = None
        holds = check_compare(operator, left, right)
        last[0] = (relations[operator], left, right)
        return holds
    def check(site, value):
        holds = bool(value)
        if holds: passed(site)
        return holds
    def fail(site, error, is_comparison, to):
        sides = last[0] if is_comparison and AssertionError in mro_of(type(error)) else None
        if to == -1: failed(site, error, sides)
        else: wait(site, error, sides, to)
    def check_raised(site, error, pattern):
        if pattern is None or search(pattern, str(error)): passed(site)
        else: failed(site, AssertionError('the message is %s' % show(str(error))))
    def import_module(name, *rest):
        if name not in pristine or len(rest) > 3 and rest[3]: return genuine['__import__'](name, *rest)
        module = types.ModuleType(name)
        vars(module).update(pristine[name])
        return module

    names = {name: getattr(typing, name) for name in typing_names}
    space = {key: value for key, value in candidate.items() if key not in genuine and not (key in names and names[key] is value)}
    kept = dict(genuine, isinstance=isinstance, __import__=import_module)
    space.update({'__builtins__': kept, '__name__': '__main__', 'compare_' + nonce: compare, 'minus_' + nonce: minus, 'check_' + nonce: check, 'fail_' + nonce: fail, 'check_raised_' + nonce: check_raised,
        'enter_' + nonce: enter, 'go_on_' + nonce: go_on, 'leave_' + nonce: leave,
        'raised_' + nonce: lambda error: types.SimpleNamespace(exception=error, value=error, type=type(error))})
    def run(work):
        result = work()
        if type(result) is types.CoroutineType: run_coroutine(result)
    ended = ''
    try:
        run(lambda: eval(code, space))
        run_units(units, space, hits, tell, passed, failed, run)
    except BaseException as error: ended = '"where":"tests",' + tell_error(error)
    flush()
    finish('done', ended)

main()
`;
