import { compareSource } from './compareSource';
import { guardSource } from './guardSource';
import { rewriteSource } from './rewriteSource';

/** Python source: reads the job, runs candidate and tests, and writes the tally where the job says. */
const runSource = String.raw`
import sys, os, json, types, time

def main():
    job = json.loads(sys.stdin.buffer.read())
    nonce, result_fd, progress = job['nonce'], job['resultFd'], job['progress']
    null = os.open('/dev/null', os.O_RDONLY); os.dup2(null, 0); os.close(null)
    write, leave, now, quote = os.write, os._exit, time.monotonic, json.encoder.c_make_encoder and json.encoder.encode_basestring_ascii
    flush_out, flush_err = sys.stdout.flush, sys.stderr.flush
    tally = {'hits': [], 'failed': [], 'settled': False, 'thrown': '', 'trouble': '', 'site': -1, 'message': '', 'expected': None, 'came': None, 'where': ''}
    written = [0, 0.0]

    def tell(ended):
        optional = ''.join(',"%s":%s' % (name, quote(tally[key])) for name, key in (('firstExpected', 'expected'), ('firstCame', 'came')) if tally[key] is not None)
        counts = ','.join('%d:%d' % pair for pair in zip(tally['hits'], tally['failed']))
        line = '{"settled":%s,"thrown":%s,"trouble":%s,"where":%s,"counts":%s,"firstSite":%d,"firstMessage":%s%s}' % (
            'true' if tally['settled'] else 'false', quote(tally['thrown']), quote(tally['trouble']), quote(tally['where']), quote(counts), tally['site'], quote(tally['message']), optional)
        data = ('\n' + nonce + (':end:' if ended else ':now:') + line + '\n').encode()
        while data:
            data = data[write(result_fd, data):]

    def tell_progress():
        if not progress: return
        written[0] += 1
        if written[0] < 200 or now() - written[1] > 0.05:
            written[1] = now()
            tell(False)

    def note(error):
        if isinstance(error, MemoryError): tally['trouble'] = 'memory'
        elif isinstance(error, RecursionError): tally['trouble'] = 'recursion'

    def finish():
        try: flush_out(); flush_err()
        except BaseException: pass
        tell(True)
        leave(0)

    def passed(site):
        tally['hits'][site] += 1
        tell_progress()

    def failed(site, error, sides=None):
        tally['hits'][site] += 1
        tally['failed'][site] += 1
        note(error)
        if tally['site'] == -1:
            tally['site'] = site
            tally['message'] = describe(error)
            if sides is not None:
                relation, left, right = sides
                tally['expected'], tally['came'] = relation + show(right), show(left)
                if type(error) is AssertionError and not error.args: tally['message'] = 'expected ' + tally['expected'] + ', came ' + tally['came']
        tell_progress()

    def stopped(where, error):
        note(error)
        tally['where'], tally['thrown'] = where, describe(error)
        finish()

    genuine = dict(vars(__import__('builtins')))
    try:
        tests = compile_tests(job['tests'], nonce) if job['tests']['kind'] == 'code' else None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        tally['where'], tally['thrown'] = 'unreadable', unreadable(error)
        finish()
    if tests is None: tally['hits'] = [0] * len(job['tests']['cases'])
    else: tally['hits'] = [0] * len(tests['sites'])
    tally['failed'] = [0] * len(tally['hits'])
    if tests is not None: write(result_fd, ('\n' + nonce + ':sites:' + json.dumps(tests['sites']) + '\n').encode())
    if job['checkOnly']: finish()
    cases = job['tests'].get('cases')
    name = job['tests'].get('functionName')
    code = job['code']
    limit_resources(job)
    solution = types.ModuleType('solution')
    sys.modules['solution'] = solution
    sys.argv = ['solution']
    candidate = vars(solution)
    write(result_fd, ('\n' + nonce + ':started:\n').encode())
    same_data, check_compare = make_compare(candidate, genuine)
    job = None
    guard()
    try:
        exec(compile(code, 'candidate.py', 'exec', dont_inherit=True), candidate)
    except SyntaxError as error:
        where = 'syntax' if error.filename == 'candidate.py' else 'candidate'
        tally['where'], tally['thrown'] = where, ('line %s: %s' % (error.lineno, error.msg)) if where == 'syntax' else describe(error)
        finish()
    except ValueError as error:
        tally['where'], tally['thrown'] = ('syntax' if 'null byte' in str(error) else 'candidate'), describe(error)
        finish()
    except BaseException as error:
        stopped('candidate', error)

    if tests is None:
        target = None
        try:
            target = candidate[name.split('.')[0]]
            for part in name.split('.')[1:]: target = getattr(target, part)
        except BaseException: pass
        if not callable(target):
            tally['where'] = 'absent'
            finish()
        for site, one in enumerate(cases):
            came, compared = None, False
            try:
                came = target(*one['input'])
                if type(came) is types.CoroutineType: came = run_coroutine(came)
                compared = True
                if same_data(came, one['expected']): passed(site)
                else: failed(site, AssertionError(), ('', came, one['expected']))
            except BaseException as error: failed(site, error)
        tally['settled'] = True
        finish()

    last = [None]
    def compare(operator, left, right):
        holds = check_compare(operator, left, right)
        last[0] = (operator, left, right)
        return holds
    relations = {'Eq': '', 'NotEq': 'not ', 'Lt': 'less than ', 'LtE': 'at most ', 'Gt': 'more than ', 'GtE': 'at least ', 'Is': 'the very ', 'IsNot': 'not the very ', 'In': 'one of ', 'NotIn': 'none of '}
    def check(site, value, is_comparison):
        if value: passed(site); return True
        return False
    def fail(site, error, is_comparison):
        sides = last[0] if is_comparison and isinstance(error, AssertionError) else None
        failed(site, error, None if sides is None else (relations[sides[0]],) + sides[1:])
    space = {key: value for key, value in candidate.items() if key not in genuine}
    space.update({'__builtins__': genuine, '__name__': '__main__', 'compare_' + nonce: compare, 'check_' + nonce: check, 'fail_' + nonce: fail,
        'raised_' + nonce: lambda error: types.SimpleNamespace(exception=error)})
    def run(work):
        result = work()
        if type(result) is types.CoroutineType: run_coroutine(result)
    def run_unit(unit):
        sites = range(unit['from'], unit['to'])
        # It ran already where the tests call it themselves.
        if any(tally['hits'][site] for site in sites): return
        owner, name, case = unit['owner'], unit['name'], None
        try:
            if owner is None: run(space[name])
            else:
                case = space[owner](name)
                if owner not in set_up:
                    set_up.add(owner)
                    space[owner].setUpClass()
                run(case.setUp)
                try: run(getattr(case, name))
                finally: run(case.tearDown)
                case.doCleanups()
        except BaseException as error:
            failed(next((site for site in sites if not tally['hits'][site]), unit['from']), error)
            return
        if unit['isWhole']: passed(unit['from'])
    set_up = set()
    try:
        run(lambda: eval(tests['code'], space))
        for unit in tests['units']: run_unit(unit)
    except BaseException as error:
        tally['where'] = 'tests'
        note(error)
        tally['thrown'] = describe(error)
    tally['settled'] = True
    finish()

main()
`;

/**
 * The whole harness as one Python program.
 *
 * It runs with built-ins of its own, copied before the candidate's first line, so that a candidate that replaces `len` or `isinstance` replaces nothing here.
 */
export const pythonHarness = `exec(compile(${toPythonString(guardSource + compareSource + rewriteSource + runSource)}, 'sandbox', 'exec'), {'__builtins__': dict(vars(__import__('builtins'))), '__name__': 'sandbox'})\n`;

/** JSON's strings are Python's too, as long as nothing lies outside of the basic plane: ours is ASCII. */
function toPythonString(source: string): string {
	return JSON.stringify(source);
}
