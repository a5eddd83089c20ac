import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeSandbox } from '../../contracts/sandbox';
import { createSandbox } from '../../../nodes/engine/sandbox';
import { EmbeddedSandbox, prepareInWorker } from '../../../nodes/engine/sandbox/embedded/embeddedSandbox';

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

describe('reading that takes longer than its time', () => {
	const large = `enum Large { ${Array.from({ length: 20_000 }, (_, place) => `m${place}`).join(', ')} }`;
	const limits = { timeoutMs: 5000, memoryBytes: 64 * 1024 * 1024, outputBytes: 10_000 };
	const signal = new AbortController().signal;
	const timers = { setInterval, clearInterval };

	/** As if 11 s went by every few milliseconds; they count once a worker has taken the work up. */
	async function whenLate<Result>(work: Promise<Result>, everyMs: number): Promise<Result> {
		const clock = timers.setInterval(() => vi.advanceTimersByTime(11_000), everyMs);
		return await work.finally(() => timers.clearInterval(clock));
	}

	afterEach(() => void vi.useRealTimers());

	it('says so of tests, and what to do', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
		const checked = new EmbeddedSandbox().checkTests('typescript', { kind: 'code', source: `${large} assert.equal(f(1), 1);` }, signal);
		await expect(whenLate(checked, 1)).rejects.toMatchObject({
			name: 'InvalidTestsError',
			message: 'The tests cannot be read: after 10 s the sandbox was not through with them',
			advice: 'Make them shorter, or run again when this machine has less to do.',
		});
	});

	it('is the end of a candidate, with a reason', async () => {
		const tests = { kind: 'code', source: 'assert.equal(f(1), 1);' } as const;
		const job = { language: 'typescript', code: large, tests, limits } as const;
		await new EmbeddedSandbox().checkTests('typescript', tests, signal);
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
		// Its tests are read first, which takes less; on a busy machine it may be they that are late.
		const outcome = await whenLate(prepareInWorker(job, signal), 60).catch((error: unknown) => error);
		const aboutTests = { message: expect.stringContaining('The tests cannot be read') as string };
		const aboutCandidate = { broken: { cause: 'timeout', message: 'The candidate could not be read within 10 s' } };
		expect(outcome).toMatchObject(outcome instanceof Error ? aboutTests : aboutCandidate);
	});
});
