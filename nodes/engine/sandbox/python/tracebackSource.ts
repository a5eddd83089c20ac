/** Python source, in a space of its own: lets tracebacks be written, and tracing be switched off, without showing a frame. */
export const tracebackSource = String.raw`
import sys

def hide_frames(code):
    if 'traceback' in code or 'logging' in code or 'doctest' in code:
        import traceback
        for name in ('walk_tb', 'walk_stack', '_walk_tb_with_full_positions'):
            if hasattr(traceback, name): setattr(traceback, name, lambda *values: iter(()))

# doctest switches tracing off, which is nothing to refuse.
def settrace(function):
    if function is not None: raise RuntimeError('the sandbox refuses sys.settrace')

sys.settrace = settrace
`;
