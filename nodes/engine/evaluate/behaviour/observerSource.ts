import type { Language } from '../../sandbox/sandbox';
import type { Literal } from './literal';
import { writeLiteral } from './writeLiteral';
import type { Example } from './readExamples';

/** Floats that differ by less than this share of themselves count as the same. */
const DIGITS = 9;
const MOST_SHOWN = 400;

/**
 * Tests that judge nothing: they call the function with each input and print what it gives, in a form that is the same for equal values, behind a word that the candidate does not know; and what was expected in the same form.
 *
 * Keys in any order, NaN, whole floats and floats to nine digits are equal; an exception counts by its class.
 */
export function writeObserver(language: Language, functionName: string, inputs: readonly Example[], word: string): string {
	const call = ({ input }: Example) => `${functionName}(${input.map((each) => writeLiteral(each, language)).join(', ')})`;
	return language === 'python' ? writePython(inputs, call, word) : writeJavaScript(language, inputs, call, word);
}

function writeJavaScript(language: Language, inputs: readonly Example[], call: (example: Example) => string, word: string): string {
	const lazy = (literal: Literal | undefined) => (literal === undefined ? 'undefined' : `() => (${writeLiteral(literal, language)})`);
	return `const show_${word} = (value, depth = 0) => {
	if (depth > 12) return '…';
	if (value === undefined || value === null) return 'none';
	if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(${DIGITS})) + 0) : String(value);
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
	if (typeof value === 'function') return 'function';
	const inner = (each) => show_${word}(each, depth + 1);
	if (Array.isArray(value)) return '[' + value.map(inner).join(',') + ']';
	if (value instanceof Set) return 'set{' + [...value].map(inner).sort().join(',') + '}';
	const entries = value instanceof Map ? [...value] : Object.entries(value);
	return '{' + entries.map(([key, each]) => inner(key) + ':' + inner(each)).sort().join(',') + '}';
};
const say_${word} = require('sandbox:print');
const print_${word} = (kind, place, text) => say_${word}(['${word}' + kind + place + ':' + text.slice(0, ${MOST_SHOWN}) + (text.length > ${MOST_SHOWN} ? '…' + text.length : '')]);
const calls_${word} = [${inputs.map((example) => `() => ${call(example)}`).join(', ')}];
const expected_${word} = [${inputs.map(({ expected }) => lazy(expected)).join(', ')}];
// Before the candidate is called: it could learn the word from what shows its values.
for (let place = 0; place < calls_${word}.length; place++) if (expected_${word}[place] !== undefined) print_${word}('expected', place, show_${word}(expected_${word}[place]()));
for (let place = 0; place < calls_${word}.length; place++) {
	try { print_${word}('came', place, show_${word}(await calls_${word}[place]())); }
	catch (error) { if (error instanceof Error && String(error.message).startsWith('The sandbox does not have ')) throw error; print_${word}('came', place, 'throws ' + (error instanceof Error ? error.constructor.name : typeof error)); }
}
`;
}

function writePython(inputs: readonly Example[], call: (example: Example) => string, word: string): string {
	const expected = inputs.map(({ expected: given }) => (given === undefined ? 'None' : `lambda: ${writeLiteral(given, 'python')}`));
	return `import math
def show_${word}(value, depth=0):
    if depth > 12: return '…'
    inner = lambda each: show_${word}(each, depth + 1)
    if value is None or isinstance(value, (bool, str)): return repr(value)
    if isinstance(value, int): return str(value) if abs(value) < 10 ** 300 else 'large'
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value): return str(value)
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else '%.${DIGITS}g' % value
    if isinstance(value, list): return '[' + ','.join(map(inner, value)) + ']'
    if isinstance(value, tuple): return '(' + ','.join(map(inner, value)) + ')'
    if isinstance(value, (set, frozenset)): return 'set{' + ','.join(sorted(map(inner, value))) + '}'
    if isinstance(value, dict): return '{' + ','.join(sorted(inner(key) + ':' + inner(each) for key, each in value.items())) + '}'
    return type(value).__name__
def print_${word}(kind, place, text):
    print('${word}' + kind + str(place) + ':' + text.replace('\\n', ' ')[:${MOST_SHOWN}] + ('…' + str(len(text)) if len(text) > ${MOST_SHOWN} else ''), flush=True)
for place, (one, wanted) in enumerate(zip([${inputs.map((example) => `lambda: ${call(example)}`).join(', ')}], [${expected.join(', ')}])):
    if wanted is not None: print_${word}('expected', place, show_${word}(wanted()))
    try: print_${word}('came', place, show_${word}(one()))
    except Exception as error: print_${word}('came', place, 'throws ' + type(error).__name__)
`;
}
