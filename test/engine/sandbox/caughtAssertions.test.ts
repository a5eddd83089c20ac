import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Language, type Sandbox, type TestJob } from '../../../nodes/engine/sandbox';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const never = new AbortController().signal;
const report = async (code: string, source: string, language: Language = 'javascript') =>
	await sandbox.test({ language, code, tests: { kind: 'code', source }, limits }, never);

/** It is to throw for what is below zero. */
const right = "function f(x) { if (x < 0) throw new RangeError('neg'); return x; }";
const wrong = 'function f(x) { return Math.max(x, 0); }';

describe('an assertion that the tests catch themselves', () => {
	it.each([
		[
			'a note of it',
			'let threw = false; try { assert.equal(f(-1), 0); } catch { threw = true; } assert.ok(threw); assert.equal(f(2), 2);',
			2,
		],
		[
			'a helper that says whether it holds',
			'function same(x) { try { assert.deepEqual(f(x), 0); return true; } catch { return false; } } assert.ok(!same(-1)); assert.equal(f(2), 2);',
			2,
		],
		['expect', 'let threw = false; try { expect(f(-1)).toBe(0); } catch (error) { threw = true; } expect(threw).toBe(true);', 1],
		[
			'expect in a test',
			"test('throws', () => { let seen = null; try { expect(f(-1)).toBe(0); } catch (error) { seen = error.name; } expect(seen).toBe('RangeError'); });",
			1,
		],
		[
			'another kind of error thrown on',
			'try { assert.equal(f(-1), 5); } catch (e) { if (!(e instanceof RangeError)) throw e; } assert.equal(f(2), 2);',
			1,
		],
		['an assertion about it', "try { assert.equal(f(-1), 5); } catch (e) { assert.equal(e.message, 'neg'); }", 1],
		['a var of the handler', "try { assert.equal(f(-1), 0); } catch ({ message }) { var told = message; } assert.equal(told, 'neg');", 1],
		[
			'a throw in the end',
			"let threw = false; try { assert.equal(f(-1), 0); } catch { threw = true; } if (!threw) throw new Error('no');",
			1,
		],
		[
			'a handler around that which throws',
			"let told = ''; try { try { assert.equal(f(-1), 0); } catch (e) { throw new Error('got ' + e.message); } } catch (e) { told = e.message; } assert.equal(told, 'got neg');",
			1,
		],
		['a wait', 'let threw = false; try { await assert.doesNotReject(async () => f(-1)); } catch { threw = true; } assert.ok(threw);', 1],
	])('is no failure: %s', async (_, source, total) => {
		for (const language of ['javascript', 'typescript'] as const)
			expect(await report(right, source, language)).toMatchObject({ kind: 'finished', passed: total, total });
		expect(await report(wrong, source)).not.toMatchObject({ kind: 'finished', passed: (await report(wrong, source)).total });
	});

	it.each([
		['nothing but print', "try { assert.equal(f(2), 5); } catch (e) { console.log('failed', e.message); }", 0, 1],
		['swallow it', 'try { assert.equal(f(2), 5); } catch {}', 0, 1],
		[
			'count it for what they print',
			'let failed = 0; try { assert.equal(f(2), 5); } catch (e) { failed++; console.log(e.message); } console.log(`${failed} failed`);',
			0,
			1,
		],
		[
			'end with a bad exit code',
			'let failed = 0; try { assert.equal(f(2), 5); } catch { failed++; } assert.equal(f(3), 3); if (failed > 0) process.exit(1);',
			1,
			2,
		],
		['say by assert.fail that a line is not to be reached', 'try { f(1); assert.fail("no error"); } catch {} assert.equal(f(2), 2);', 1, 2],
	])('is one where the tests %s', async (_, source, passed, total) => {
		expect(await report(right, source)).toMatchObject({
			kind: 'finished',
			passed,
			total,
			firstFailure: { assertion: expect.any(String) as string },
		});
	});

	it('is one, with what it says, where the handler throws it on', async () => {
		const source = 'try { assert.equal(f(2), 5); } catch (e) { if (e instanceof RangeError) f(3); else throw e; }';
		expect(await report(right, source)).toMatchObject({ kind: 'broken', passed: 0, total: 1, firstFailure: { expected: '5', came: '2' } });
	});

	const callback = 'const found = []; each([1], (x) => { found.push(x); assert.equal(x, 2); }); assert.equal(found.length, 1);';
	const later = `let kept; let threw = false; each([1], (x) => { try { assert.equal(x, 2); } catch (e) { if (x) throw e; } });
try { each([-1], (x) => x); } catch { threw = true; } assert.ok(threw);`;
	it.each([
		['in a callback', callback, 'function each(list, call) { for (const x of list) try { call(x); } catch {} }'],
		[
			'and throws it where an error is awaited',
			later,
			'let kept; function each(list, call) { if (kept) throw kept; for (const x of list) try { call(x); } catch (e) { kept = e; } }',
		],
	])('stays one where the candidate catches it: %s', async (_, source, code) => {
		const came = await report(code, source);
		expect(came).toMatchObject({ passed: 1, total: 2, firstFailure: { assertion: 'assert.equal(x, 2)' } });
	});
});
