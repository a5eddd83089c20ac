/**
 * Python source: two processes instead of one, before anything of the job is read.
 *
 * The child loads the candidate and calls it. Its parent alone knows what is expected, compares, and speaks to the world outside: nothing of that was ever
 * in the child's memory, and no open stream of the child leads there.
 */
export const startSource = String.raw`
import sys, os, json, types, time, marshal, math, copy, collections, typing, enum, _thread

def start():
    # A stream whose other end is gone is an error, never the end.
    import _signal
    _signal.pthread_sigmask(_signal.SIG_BLOCK, (_signal.SIGPIPE, _signal.SIGXFSZ))
    child_in, parent_out = os.pipe()
    parent_in, child_out = os.pipe()
    pid = os.fork()
    streams = (parent_in, parent_out)
    if pid == 0:
        streams = (child_in, child_out)
        # A session of its own, so that it ends with everything that it started.
        try: os.setsid()
        except OSError: pass
        for one in range(3, 64):
            if one not in streams:
                try: os.close(one)
                except OSError: pass
        null = os.open('/dev/null', os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
    else:
        os.close(child_in)
        os.close(child_out)
    which = 'child' if pid == 0 else 'parent'
    space = {'__builtins__': dict(vars(__import__('builtins'))), '__name__': 'sandbox', 'streams': streams, 'child': pid, 'beside': sources['beside']}
    exec(compile(sources[which], 'sandbox', 'exec'), space)

start()
`;

/** Python source, for both processes: messages with their length before them, and texts of values and errors. */
export const messageSource = String.raw`
import sys, os, json, types, time, marshal, typing

read_bytes, write_bytes, monotonic, quote = os.read, os.write, time.monotonic, json.encoder.encode_basestring_ascii
most_bytes = 32 * 1024 * 1024

def send(stream, data):
    data = b'%08x' % len(data) + data
    while data: data = data[write_bytes(stream, data):]

def read_exactly(stream, count):
    data = bytearray()
    while len(data) < count:
        part = read_bytes(stream, min(count - len(data), 65536))
        if not part: raise EOFError
        data += part
    return bytes(data)

def receive(stream): return read_exactly(stream, int(read_exactly(stream, 8), 16))

def show(value):
    try:
        text = repr(value)
        if type(text) is not str: return 'a value that cannot be shown'
        text = str.encode(text, 'utf-8', 'replace').decode()
        return text if len(text) <= 500 else text[:500] + '\u2026'
    except BaseException:
        return 'a value that cannot be shown'

def describe(error):
    try:
        name = type(error).__name__
        text = str(error)
        if type(text) is not str: return name
        text = str.encode(text, 'utf-8', 'replace').decode()[:500]
        return name + ': ' + text if text else name
    except BaseException:
        return 'an exception that cannot be shown'
`;
