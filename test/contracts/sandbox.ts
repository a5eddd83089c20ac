import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	InvalidTestsError,
	type Language,
	type Sandbox,
	type SandboxLimits,
	type TestReport,
	type Tests,
} from '../../nodes/engine/sandbox';
import { dialects } from './sandboxPrograms';

export const limits: SandboxLimits = { timeoutMs: 5000, memoryBytes: 64 * 1024 * 1024, outputBytes: 20_000 };
const bombLimits: SandboxLimits = { ...limits, timeoutMs: 600 };
const never = new AbortController().signal;

/** Every sandbox must pass this, so that who uses one never needs to know which one it has. */
export function describeSandbox(name: string, open: () => Promise<Sandbox>, languages: readonly Language[]) {
	describe.each(languages)(`${name} honours the sandbox contract in %s`, (language) => {
		const dialect = dialects[language];
		let sandbox: Sandbox;
		beforeAll(async () => {
			sandbox = await open();
		});
		afterAll(() => sandbox.close());

		const run = (code: string, tests: Tests | string, asked: SandboxLimits = limits, signal = never): Promise<TestReport> =>
			sandbox.test({ language, code, tests: typeof tests === 'string' ? { kind: 'code', source: tests } : tests, limits: asked }, signal);
		const expectGood = async () => expect(await run(dialect.add, dialect.allHold)).toMatchObject({ kind: 'finished', passed: 3, total: 3 });

		it('names the language among those it runs', () => expect(sandbox.languages).toContain(language));

		it('counts each assertion and tells about the first that does not hold', async () => {
			const report = await run(dialect.add, dialect.fiveOfSeven);
			expect(report).toMatchObject({ kind: 'finished', passed: 5, total: 7, firstFailure: { expected: '11', came: '10' } });
			expect(report.firstFailure?.assertion).toContain('candidate(5, 5)');
			expect(report.durationMs).toBeGreaterThanOrEqual(0);
		});

		it('counts an assertion in a loop each time', expectGood);

		it('waits for what is asynchronous', async () => {
			expect(await run(dialect.slowAdd, dialect.awaitsAdd)).toMatchObject({ kind: 'finished', passed: 2, total: 2 });
		});

		it('goes on after an assertion in which the candidate threw', async () => {
			const report = await run(dialect.throwsAtTwo, dialect.twoCalls);
			expect(report).toMatchObject({ kind: 'finished', passed: 1, total: 2 });
			expect(report.firstFailure?.message).toContain('two is too much');
		});

		it('counts assertions that were never reached as not passed', async () => {
			const report = await run(dialect.add, dialect.neverReached);
			expect(report).toMatchObject({ kind: 'finished', passed: 0, total: 2, firstFailure: { message: 'was never reached' } });
		});

		it('counts tests without assertions as one', async () => {
			expect(await run(dialect.add, dialect.testsThatThrow)).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
			const wrong = await run(dialect.add.replace(/a \+/, 'a -'), dialect.testsThatThrow);
			expect(wrong).toMatchObject({ kind: 'finished', passed: 0, total: 1 });
			expect(wrong.firstFailure?.message).toContain('wrong sum');
		});

		it('gives nothing to an empty candidate', async () => {
			const report = await run('', dialect.twoCalls);
			expect(report.passed).toBe(0);
			expect(report.total).toBe(2);
		});

		it('tells a candidate that cannot be read', async () => {
			expect(await run(dialect.noSyntax, dialect.twoCalls)).toMatchObject({ kind: 'broken', cause: 'syntax', passed: 0 });
		});

		it('tells a candidate that throws when it is loaded', async () => {
			const report = await run(dialect.throwsWhenLoaded, dialect.twoCalls);
			expect(report).toMatchObject({ kind: 'broken', cause: 'threw', passed: 0, total: 2 });
			expect((report as { message: string }).message).toContain('not today');
		});

		it('keeps every letter of a candidate, of tests and of what came', async () => {
			expect(await run(dialect.greets, dialect.greetTests)).toMatchObject({
				passed: 1,
				total: 2,
				firstFailure: { came: expect.stringContaining('Grüße, x 🎉') },
			});
		});

		it('runs a candidate that is large and refuses one that is huge', async () => {
			expect(await run(`${dialect.comment('long '.repeat(60_000))}\n${dialect.add}`, dialect.twoCalls)).toMatchObject({
				passed: 2,
				total: 2,
			});
			expect(await run(`${dialect.add}\n${dialect.comment('huge '.repeat(500_000))}`, dialect.twoCalls)).toMatchObject({
				kind: 'broken',
				cause: 'memory',
				passed: 0,
			});
		});

		it('hands on what the candidate printed', async () => {
			const said = language === 'python' ? `print('héllo')\n${dialect.add}` : `console.log('héllo', [1]);\n${dialect.add}`;
			const report = await run(said, dialect.twoCalls);
			expect(report.passed).toBe(2);
			expect(report.output).toContain('héllo');
		});

		describe('with cases', () => {
			const cases = (functionName: string, ...pairs: Array<[unknown[], unknown]>): Tests => ({
				kind: 'cases',
				functionName,
				cases: pairs.map(([input, expected]) => ({ input, expected })),
			});
			const identity = language === 'python' ? 'def same(x): return x' : 'const same = (x) => x;';

			it('calls the function and compares what it gives by value', async () => {
				const report = await run(dialect.add, cases('add', [[2, 3], 5], [[1, 1], 3], [[-1, 1], 0]));
				expect(report).toMatchObject({
					kind: 'finished',
					passed: 2,
					total: 3,
					firstFailure: { assertion: 'add(1, 1)', expected: '3', came: '2' },
				});
			});

			it('compares deeply, whatever the order of the keys, and knows NaN', async () => {
				const value = { b: [1, { c: null }], a: 'x', d: true };
				const turned = { d: true, a: 'x', b: [1, { c: null }] };
				expect(await run(identity, cases('same', [[value], turned], [[Number.NaN], Number.NaN], [[[]], []], [[{}], {}]))).toMatchObject({
					passed: 4,
					total: 4,
				});
				expect(
					await run(
						identity,
						cases('same', [[value], { ...turned, e: 1 }], [[[1, 2]], [1]], [[1], '1'], [[true], 1], [[null], 0], [['__proto__'], {}]),
					),
				).toMatchObject({ passed: 0, total: 6 });
			});

			it('says that the function is missing', async () => {
				const report = await run('', cases('add', [[2, 3], 5]));
				expect(report).toMatchObject({
					kind: 'broken',
					cause: 'threw',
					passed: 0,
					total: 1,
					message: 'The candidate does not define add, the function that the cases call',
				});
			});

			it('refuses a name that is none', async () => {
				await expect(run(dialect.add, cases('add(); x', [[1], 1]))).rejects.toThrow(InvalidTestsError);
			});
		});

		it('says where tests cannot be read, with or without a candidate', async () => {
			const tests: Tests = { kind: 'code', source: dialect.unreadableTests };
			await expect(sandbox.checkTests(language, tests, never)).rejects.toThrow(/line 2|2:/);
			await expect(run(dialect.add, tests)).rejects.toThrow(InvalidTestsError);
			await expect(sandbox.checkTests(language, { kind: 'code', source: dialect.fiveOfSeven }, never)).resolves.toBeUndefined();
		});

		it('keeps what a candidate passed before it was stopped', async () => {
			const report = await run(dialect.loopsAtTwo, dialect.twoCalls, bombLimits);
			expect(report).toMatchObject({ kind: 'broken', cause: 'timeout' });
			// A service that ends all at once leaves no word of it; Python's limit of processor time comes first where the machine is not busy.
			const mayHavePassed = !name.includes('HTTP') ? [1] : language === 'python' ? [0, 1] : [0];
			expect(mayHavePassed).toContain(report.passed);
		});

		const bombs = Object.entries(dialect.bombs).flatMap(([cause, codes]) =>
			codes.map((code, index) => ({ cause, code, title: `${cause} bomb ${index + 1}` })),
		);
		it.each(bombs)('stops a $title, which costs its own candidate only', async ({ cause, code }) => {
			const [bomb, ...beside] = await Promise.all([
				run(
					code,
					dialect.awaitsAdd.replace(/await later\(\)|later\(\);/, ''),
					cause === 'timeout' ? bombLimits : { ...limits, timeoutMs: 20_000 },
				),
				expectGood(),
				expectGood(),
				expectGood(),
			]);
			// A service may end a candidate for its memory by the same signal as for its time.
			const causes = name.includes('HTTP') ? [cause, 'timeout', 'memory'] : cause === 'timeout' ? ['timeout', 'memory'] : [cause];
			expect(bomb.kind).toBe('broken');
			expect(causes).toContain((bomb as { cause: string }).cause);
			expect(bomb.passed).toBe(0);
			expect(bomb.output.length).toBeLessThanOrEqual(limits.outputBytes);
			expect(beside).toHaveLength(3);
			await expectGood();
		});

		it('stops when it is told to', async () => {
			const stop = new AbortController();
			const running = run(dialect.bombs.timeout[0] ?? '', dialect.twoCalls, { ...limits, timeoutMs: 20_000 }, stop.signal);
			setTimeout(() => stop.abort(new Error('stopped by hand')), 300);
			await expect(running).rejects.toThrow('stopped by hand');
			await expect(run(dialect.add, dialect.twoCalls, limits, stop.signal)).rejects.toThrow('stopped by hand');
			await expectGood();
		});
	});
}
