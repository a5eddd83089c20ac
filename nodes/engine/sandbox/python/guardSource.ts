/**
 * Python source: limits, and a guard against looking into the harness.
 *
 * The guard is a second fence: the first one is the operating system's. It keeps a candidate from reading the frames and objects in which the verdict is
 * kept; Python has no wall inside one interpreter, so it is not proof against everything.
 */
export const guardSource = String.raw`
def limit_resources(job):
    import resource
    def limit(what, value):
        try: resource.setrlimit(what, (value, value))
        except (ValueError, OSError): pass
    try:
        with open('/proc/self/statm') as file: used = int(file.read().split()[0]) * 4096
    except OSError: used = 96 * 1024 * 1024
    limit(resource.RLIMIT_AS, used + job['memoryBytes'])
    # The second number is when the process is killed without a word: the first one tells why.
    try: resource.setrlimit(resource.RLIMIT_CPU, (job['cpuSeconds'], job['cpuSeconds'] + 1))
    except (ValueError, OSError): pass
    limit(resource.RLIMIT_NPROC, 32)
    limit(resource.RLIMIT_FSIZE, 16 * 1024 * 1024)
    limit(resource.RLIMIT_NOFILE, 64)
    limit(resource.RLIMIT_CORE, 0)

def guard():
    import sys, collections, typing, enum, types, _thread
    allowed = set()
    def allow(code):
        allowed.add(id(code))
        for one in code.co_consts:
            if type(one) is types.CodeType: allow(one)
    def allow_all(space, module, depth):
        for one in list(space.values()):
            one = getattr(one, '__func__', getattr(one, 'fget', one))
            if type(one) is types.FunctionType and one.__module__ == module: allow(one.__code__)
            elif isinstance(one, type) and one.__module__ == module and depth < 2: allow_all(vars(one), module, depth + 1)
    for module in (collections, typing, enum, types): allow_all(vars(module), module.__name__, 0)
    refused = {'sys._current_frames', 'sys._current_exceptions', 'sys.settrace', 'sys.setprofile', 'sys.addaudithook', 'gc.get_objects', 'gc.get_referrers', 'gc.get_referents',
               'function.__new__', 'cpython._PySys_ClearAuditHooks', 'sys.monitoring.register_callback'}
    frames = {'tb_frame', 'gi_frame', 'cr_frame', 'ag_frame', 'f_back'}
    modules = {'ctypes', '_ctypes', '_testcapi', '_testinternalcapi', '_xxsubinterpreters', '_interpreters'}
    get_ident, busy = _thread.get_ident, [0]

    def caller_is_allowed():
        busy[0] = get_ident()
        try:
            raise Exception
        except Exception as error:
            frame = error.__traceback__.tb_frame.f_back.f_back
            return frame is not None and id(frame.f_code) in allowed
        finally:
            busy[0] = 0

    def hook(event, values):
        if busy[0] == get_ident(): return
        if event in ('sys._getframe', 'code.__new__'):
            # logging takes a ValueError for a stack that is not deep enough, and goes on.
            if not caller_is_allowed(): raise ValueError('the sandbox does not show its frames')
        elif event == 'object.__getattr__':
            # asyncio asks politely whether a coroutine has a frame, and goes on without.
            if values[1] in frames: raise AttributeError('the sandbox does not show its frames')
        elif event == 'import':
            if values[0] in modules: raise ImportError('the sandbox has no module ' + values[0])
        elif event in refused or event.startswith('ctypes.'):
            raise RuntimeError('the sandbox refuses ' + event)

    sys.addaudithook(hook)
`;
