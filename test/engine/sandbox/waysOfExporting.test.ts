import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type TestJob } from '../../../nodes/engine/sandbox';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const report = async (code: string, source = 'assert.equal(twice(4), 8)') =>
	await sandbox.test({ language: 'javascript', code, tests: { kind: 'code', source }, limits }, new AbortController().signal);

describe('a function that a candidate gives in another way than by declaring it', () => {
	it.each([
		'module.exports = function twice(n) { return n * 2; };',
		'module.exports = { twice: (n) => n * 2 };',
		'module.exports = { twice(n) { return n * 2; } };',
		'exports.twice = (n) => n * 2;',
		'module.exports.twice = function (n) { return n * 2; };',
		'export default function twice(n) { return n * 2; }',
		'export const twice = (n) => n * 2;',
		'export default (function twice(n) { return n * 2; });',
		'module.exports = (n) => n * 2;',
		'module.exports = function (n) { return n * 2; };',
		'export default function (n) { return n * 2; }',
		'export default (n) => n * 2;',
		'export default function double(n) { return n * 2; }',
		'class Solution { twice(n) { return n * 2; } }',
		'class Solution { static twice(n) { return n * 2; } }',
		'export class Solution { constructor() { this.by = 2; } twice(n) { return n * this.by; } }',
		'await 0; module.exports = function twice(n) { return n * 2; };',
		'function twice(n: number): number { return n * 2; }',
		'interface Box { n: number }\nconst twice = (n: number): number => ({ n } as Box).n * 2;',
	])('is found by the tests: %s', async (code) => {
		expect(await report(code)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it('is found by cases too, whatever its name', async () => {
		const tests: TestJob['tests'] = { kind: 'cases', functionName: 'twice', cases: [{ input: [4], expected: 8 }] };
		const code = 'module.exports = (n) => n * 2;';
		const ran = await sandbox.test({ language: 'javascript', code, tests, limits }, new AbortController().signal);
		expect(ran).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it('is not guessed where the tests call two functions', async () => {
		expect(await report('module.exports = (n) => n * 2;', 'assert.equal(twice(4), half(16))')).toMatchObject({ passed: 0 });
	});

	it('is unscored where it needs decorators', async () => {
		expect(await report('class B { @log twice(n) { return n * 2; } }')).toMatchObject({ kind: 'broken', cause: 'missing' });
	});

	it('does not take the place of one that is declared', async () => {
		expect(await report('function twice(n) { return n * 2; }\nmodule.exports = { twice: 5, default: twice };')).toMatchObject({
			passed: 1,
		});
	});

	it('is told as JavaScript where it cannot be read as TypeScript either', async () => {
		expect(await report('function twice(n { return n * 2; }')).toMatchObject({
			kind: 'broken',
			message: expect.stringContaining('line 1, column 18: Unexpected token'),
		});
	});
});
