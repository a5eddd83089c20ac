/** Python source, for the parent: hands the job to the child, counts what it tells, and writes the tally where the job says. */
export const parentSource = String.raw`
import select

def main():
    stream_in, stream_out = streams
    job = json.loads(sys.stdin.buffer.read())
    nonce, result_fd, progress, tests = job['nonce'], job['resultFd'], job['progress'], job['tests']
    is_code = tests['kind'] == 'code'
    tally = {'hits': [], 'failed': [], 'caught': [], 'settled': False, 'thrown': '', 'trouble': '', 'site': -1, 'message': '', 'expected': None, 'came': None, 'where': '', 'gap': ''}
    written = [0, 0.0]

    def write(kind, text):
        data = ('\n' + nonce + ':' + kind + ':' + text + '\n').encode()
        while data: data = data[write_bytes(result_fd, data):]

    def tell(kind):
        counts = ','.join('%d:%d:%d' % each for each in zip(tally['hits'], tally['failed'], tally['caught']))
        told = {'settled': tally['settled'], 'thrown': tally['thrown'], 'trouble': tally['trouble'], 'where': tally['where'], 'gap': tally['gap'], 'counts': counts,
            'firstSite': tally['site'], 'firstMessage': tally['message']}
        for name, key in (('firstExpected', 'expected'), ('firstCame', 'came')):
            if tally[key] is not None: told[name] = tally[key]
        write(kind, json.dumps(told))

    def finish(where='', thrown='', trouble=''):
        if where: tally['where'], tally['thrown'] = where, thrown
        tally['trouble'] = tally['trouble'] or trouble
        try: os.killpg(child, 9)
        except OSError:
            try: os.kill(child, 9)
            except OSError: pass
        tell('end')
        os._exit(0)

    def count(site, hits, failed, told=None):
        tally['hits'][site] += hits
        tally['failed'][site] += failed
        if told is not None:
            tally['trouble'], tally['gap'] = told.get('trouble') or tally['trouble'], told.get('gap') or tally['gap']
            if tally['site'] == -1:
                tally['site'], tally['message'] = site, str(told['thrown'])[:1000]
                if 'expected' in told:
                    tally['expected'], tally['came'] = str(told['expected'])[:1000], str(told['came'])[:1000]
                    if told.get('bare'): tally['message'] = 'expected ' + tally['expected'] + ', came ' + tally['came']
        written[0] += 1
        if progress and (written[0] < 200 or monotonic() - written[1] > 0.05):
            written[1] = monotonic()
            tell('now')

    try: read, sites = compile_tests(tests['source'], nonce, job['checkOnly']) if is_code else (None, None)
    except EmptyTests as error: finish('empty', str(error))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error: finish('unreadable', unreadable(error))
    tally['hits'] = [0] * len(sites if is_code else tests['cases'])
    tally['failed'], tally['caught'] = [0] * len(tally['hits']), [0] * len(tally['hits'])
    if is_code: write('sites', json.dumps(sites))
    if job['checkOnly']: finish()
    write('started', '')
    halves = marshal.dumps(read) if is_code else b''
    token, pad = os.urandom(16).hex(), os.urandom(len(halves))
    sent = {'token': token, 'pad': pad.hex(), 'code': job['code'], 'isCode': is_code, 'functionName': tests.get('functionName'),
        'memoryBytes': job['memoryBytes'], 'cpuSeconds': job['cpuSeconds'], **read_candidate(job['code'])}
    hear = listen(stream_in, token.encode(), finish)
    try:
        send(stream_out, json.dumps(sent).encode())
        hear_on(hear, finish, tally)
        if is_code:
            send(stream_out, (int.from_bytes(halves, 'big') ^ int.from_bytes(pad, 'big')).to_bytes(len(pad), 'big'))
            count_tests(hear, count, sites, write, finish, tally)
        else: count_cases(hear, count, tests['cases'], stream_out, finish, tally)
    except OSError:
        # The child has ended and takes nothing more: what it told before says why.
        while True: hear_on(hear, finish, tally)
    tally['settled'] = True
    finish()

def how_it_ended():
    try: status = os.waitpid(child, 0)[1]
    except OSError: return 'unknown'
    return 'signal %d' % os.WTERMSIG(status) if os.WIFSIGNALED(status) else 'exit code %d' % os.WEXITSTATUS(status)

def listen(stream, token, finish):
    """Takes the child's messages; what does not carry the secret word was not written by it, but by the candidate."""
    kept = bytearray()

    def take(count):
        while len(kept) < count:
            if select.select([stream], [], [], 0.1)[0]:
                part = read_bytes(stream, 65536)
                if not part: finish('died', how_it_ended())
                kept.extend(part)
            elif os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None: finish('died', how_it_ended())
        data = bytes(kept[:count])
        del kept[:count]
        return data

    def hear():
        try:
            size = int(take(8), 16)
            if len(token) <= size <= most_bytes and take(len(token)) == token: return json.loads(take(size - len(token)))
        except (ValueError, RecursionError, MemoryError): pass
        finish('forged')
    return hear

def hear_on(hear, finish, tally):
    """The child's next message; where the candidate could not be loaded, that is the end."""
    told = hear()
    if told['kind'] != 'stopped': return told
    tally['gap'] = told.get('gap', '')
    finish(told['where'], told['thrown'], told.get('trouble', ''))

def count_cases(hear, count, cases, stream_out, finish, tally):
    for site, one in enumerate(cases):
        send(stream_out, json.dumps(one['input']).encode())
        told = hear_on(hear, finish, tally)
        if told['kind'] == 'raised':
            count(site, 1, 1, told)
            continue
        try: came = build(told['value'])
        except BaseException: finish('forged')
        if same_data(came, one['expected']): count(site, 1, 0)
        else: count(site, 1, 1, {'thrown': '', 'bare': True, 'expected': show(one['expected']), 'came': show(came)})

def count_tests(hear, count, sites, write, finish, tally):
    while True:
        told = hear()
        if told['kind'] == 'pass':
            for site, times in told['sites'].items(): count(int(site), times, 0)
        elif told['kind'] == 'fail': count(told['site'], 1, 1, told)
        elif told['kind'] == 'caught': tally['caught'][told['site']] += 1
        elif told['kind'] == 'skip':
            for site in range(told['from'], told['to']): sites[site]['mustBeReached'] = False
            write('sites', json.dumps(sites))
        else:
            tally['where'], tally['thrown'], tally['trouble'] = told.get('where', ''), told.get('thrown', ''), tally['trouble'] or told.get('trouble', '')
            tally['gap'] = tally['gap'] or told.get('gap', '')
            return

main()
`;
