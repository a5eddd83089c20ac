import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, extractReadings, type Sandbox, type TestJob } from '../../../nodes/engine/sandbox';
import { hasPython, runHarness } from './python/runHarness';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const never = new AbortController().signal;
const report = async (code: string) =>
	await sandbox.test({ language: 'javascript', code, tests: { kind: 'code', source: 'assert.equal(total([1, 2]), 3)' }, limits }, never);
const inPython = (code: string) => runHarness(code, 'assert total([1, 2]) == 3');

const total = 'function total(list) { return list.reduce((sum, each) => sum + each, 0); }';
const pythonTotal = 'def total(numbers):\n    return sum(numbers)\n';

describe('what a JavaScript candidate does besides', () => {
	it.each([
		['an assertion of its own that is wrong', "require('assert').equal(total([1]), 4);"],
		['a check that throws', "if (total([1]) !== 4) throw new Error('no');"],
		['a value that is asked for in vain', 'const shown = total(null);\nconsole.log(shown.length);'],
		['tests of its own', "describe('total', () => { it('adds', () => { expect(total([1])).toBe(4); }); });"],
		[
			'questions by readline',
			"const rl = require('readline').createInterface({ input: process.stdin });\nrl.question('?', (line) => { console.log(total([+line])); rl.close(); });",
		],
		[
			'lines by readline',
			"const lines = [];\nconst rl = require('readline').createInterface({ input: process.stdin });\nrl.on('line', (line) => lines.push(line)).on('close', () => console.log(total(lines)));",
		],
		[
			'a stream of input',
			"let text = '';\nprocess.stdin.setEncoding('utf8');\nprocess.stdin.on('data', (part) => { text += part; });\nprocess.stdin.on('end', () => console.log(total(text.split(' '))));",
		],
		['input as a file', "const input = require('fs').readFileSync(0, 'utf8').trim().split('\\n');\nconsole.log(total(input));"],
		[
			'a question that is awaited',
			"const rl = require('readline/promises').createInterface({ input: process.stdin });\nconst line = await rl.question('?');\nconsole.log(total([line]));",
		],
		['a page', "document.querySelector('p').textContent = total([1]);"],
		['an exit', 'console.log(total([1]));\nprocess.exit(0);'],
	])('%s: what it defines counts', async (_, besides) => {
		expect(await report(`${total}\n${besides}`)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
		expect(await report(`${besides}\nmodule.exports = { total };\n${total}`)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it('leaves a candidate that defines nothing to its error', async () => {
		expect(await report('missing();')).toMatchObject({ kind: 'broken', cause: 'threw' });
	});

	it.each([
		['class Box { accessor size = 1; }', 'accessor'],
		['function last() { using one = { [Symbol.dispose]() {} }; }', 'newer syntax'],
	])('names newer syntax as a gap: %s', async (code, gap) => {
		const came = await report(`${total}\n${code}`);
		expect(came).toMatchObject({ kind: 'broken', cause: 'missing' });
		expect((came as { message: string }).message).toContain(gap);
	});

	it.each(['Temporal.Now.instant()', 'new Uint8Array(1).toBase64()'])('names newer built-ins as a gap: %s', async (call) => {
		expect(await report(`function total() { return ${call}; }`)).toMatchObject({ kind: 'broken', cause: 'missing' });
	});

	it('blames a candidate for what nobody can read', async () => {
		expect(await report('function total(list) { return list. ; }')).toMatchObject({ kind: 'broken', cause: 'syntax' });
	});
});

describe.skipIf(!hasPython)('what a Python candidate does besides', () => {
	it.each([
		['an assertion of its own that is wrong', 'assert total([1]) == 4\n'],
		['a call that raises', 'print(total(None))\n'],
		['an exit', 'import sys\nsys.exit(0)\n'],
		['a question', 'print(total([int(input())]))\n'],
	])('%s: what it defines counts', (_, besides) => {
		expect(inPython(pythonTotal + besides)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
		expect(inPython(`def other(): pass\n${besides}${pythonTotal}`)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it('leaves a candidate that defines nothing to its error', () => {
		expect(inPython('missing()\n')).toMatchObject({ kind: 'broken', cause: 'threw' });
	});

	it('names missing data of time zones as a gap, and not a zone that is none', () => {
		const zone = (name: string) => `from zoneinfo import ZoneInfo\ndef total(numbers):\n    ZoneInfo("${name}")\n    return sum(numbers)\n`;
		expect(inPython(`import zoneinfo\nzoneinfo.reset_tzpath(to=[])\n${zone('Europe/Rome')}`)).toMatchObject({
			kind: 'broken',
			cause: 'missing',
		});
		expect(inPython(zone('Europe/Nowhere'))).toMatchObject({ passed: 0, total: 1 });
	});
});

const fence = '```';
const blocks = (...parts: ReadonlyArray<readonly [lead: string, code: string]>) =>
	parts.map(([lead, code]) => `${lead}\n${fence}js\n${code}\n${fence}`).join('\n\n');
const wrongTotal = 'function total() { return 0; }';

describe('code that an answer itself calls wrong', () => {
	it.each([
		'What not to do:',
		"Don't write it like this:",
		'### ❌ Incorrect version',
		'A common mistake is this:',
		'The original buggy code was:',
		'**Before:**',
		'Wrong:',
		'Here is an incorrect implementation, for comparison:',
	])('is left out, wherever it stands: %s', (lead) => {
		expect(extractReadings(blocks(['Use this:', total], [lead, wrongTotal]), 'javascript')).toEqual([`${total}\n`]);
		expect(extractReadings(blocks([lead, wrongTotal], ['Use this:', total]), 'javascript')).toEqual([`${total}\n`]);
	});

	it('is known by its first comment', () => {
		expect(extractReadings(blocks(['', total], ['', `// Wrong version\n${wrongTotal}`]), 'javascript')).toEqual([`${total}\n`]);
	});

	it.each([
		'The fixed version of the buggy code:',
		'Here it avoids the common mistake:',
		'Corrected, as the original code was wrong:',
		'To avoid a loop, use reduce:',
	])('is none where the line says that it is right: %s', (lead) => {
		expect(extractReadings(blocks(['First:', wrongTotal], [lead, total]), 'javascript')[0]).toContain('reduce');
	});

	it('counts where there is nothing else', () => {
		expect(extractReadings(blocks(['The original code:', total]), 'javascript')).toEqual([`${total}\n`]);
	});
});

describe('sessions of an interpreter', () => {
	it.each([
		['Python, without a fence', '>>> def total(numbers):\n...     return sum(numbers)\n...\n>>> total([1, 2])\n3\n', 'python'],
		[
			'IPython',
			`${fence}\nIn [1]: def total(numbers):\n   ...:     return sum(numbers)\n   ...:\n\nIn [2]: total([1, 2])\nOut[2]: 3\n${fence}`,
			'python',
		],
		[
			'Node',
			`${fence}js\n> function total(list) {\n...   return list.length;\n... }\nundefined\n> total([1, 2])\n2\n${fence}`,
			'javascript',
		],
		['Node, without a tag', `${fence}\n> const total = (list) => list.length;\nundefined\n> total([1, 2])\n2\n${fence}`, 'javascript'],
	] as const)('%s: what was typed is the code', (_, text, language) => {
		const [code = ''] = extractReadings(text, language);
		expect(code).toContain('total');
		expect(code).not.toMatch(/^(?:>|In|Out|undefined|\d)/m);
	});
});
