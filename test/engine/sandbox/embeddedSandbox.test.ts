import { describe, expect, it } from 'vitest';
import { describeSandbox } from '../../contracts/sandbox';
import { createSandbox } from '../../../nodes/engine/sandbox';

describeSandbox('The embedded sandbox', () => createSandbox('javascript'), ['javascript', 'typescript']);

describe('The embedded sandbox', () => {
	const limits = { timeoutMs: 5000, memoryBytes: 64 * 1024 * 1024, outputBytes: 10_000 };
	const add = 'function add(a, b) { return a + b; }';
	const many = Array.from({ length: 400 }, (_, index) => `assert.equal(add(${index}, 2), ${index + 2});`).join('\n');
	const test = async (code: string) => {
		const sandbox = await createSandbox('javascript');
		return await sandbox.test(
			{ language: 'javascript', code, tests: { kind: 'code', source: many }, limits },
			new AbortController().signal,
		);
	};

	it.each([
		['leaves the tests no memory', `const table = new Uint8Array(57_500 * 1024).fill(1); ${add}`, 'left the tests no memory'],
		[
			'breaks what the tests need',
			`Object.defineProperty(Array.prototype, 'toJSON', { value: () => 0 }); ${add}`,
			'The candidate stopped the tests',
		],
	])('blames a candidate, not the tests, where it %s', async (_, code, message) => {
		expect(await test(code)).toMatchObject({ kind: 'broken', message: expect.stringContaining(message) as string });
		expect(await test(add)).toMatchObject({ kind: 'finished', passed: 400, total: 400 });
	});
});
