import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ownQuestionKey } from '../../../nodes/engine/cache/ownQuestion';
import { leasesOf } from '../../../nodes/engine/memory/stores/sqlite/leases';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const file = join(mkdtempSync(join(tmpdir(), 'one-answer-')), 'memory.sqlite');

/** One operation of the answer cache in an execution of its own. */
async function run(
	executionId: string,
	operation: string,
	parameters: IDataObject,
	options: IDataObject = {},
	onStart?: (stop: () => void) => void,
) {
	const memory = {
		...{ name: 'memory', type: new MemoryGateway() },
		parameters: { resource: 'answerCache', namespace: 'tests', operation, ...parameters, options: { file, ...options } },
	};
	const ran = await runInEngine([memory], [{}], {}, onStart, { executionId });
	return { json: () => ran.outputsOf('memory')[0]?.[0]?.json ?? {}, hints: ran.hintsOf('memory'), run: ran.run };
}

const lookUp = async (executionId: string, question: string, options: IDataObject = {}) =>
	await run(executionId, 'lookUp', { question }, options);
const save = async (executionId: string, question: string, answer: string, options: IDataObject = {}) =>
	(await run(executionId, 'save', { question, answer }, options)).json();

describe('Look Up with a lease', () => {
	it('lets one of ten callers go on, and gives the others what it saves', async () => {
		const [question, leaseSeconds] = ['Who answers?', 60];
		let waiting = 10;
		const all = Array.from({ length: 10 }, async (_, index) => {
			const { json } = await lookUp(`call ${index}`, question, { leaseSeconds });
			waiting--;
			if (json()['found'] === false) {
				expect(waiting).toBe(9);
				await save(`call ${index}`, question, 'Anna');
			}
			return json();
		});
		const found = (await Promise.all(all)).map((each) => each['answer']);
		expect(found.filter((answer) => answer === undefined)).toHaveLength(1);
		expect(found.filter((answer) => answer === 'Anna')).toHaveLength(9);
	});

	it('lets those who wait go on by themselves where the answer is kept for one request only', async () => {
		const question = 'Who gives up?';
		await lookUp('first', question, { leaseSeconds: 60 });
		const waiting = lookUp('second', question, { leaseSeconds: 60 });
		expect(await save('first', question, 'Nobody knows', { keepFor: 'request', requestId: 'r1' })).toEqual({ saved: false, question });
		expect((await waiting).json()).toEqual({ found: false, question });
	});

	it('takes over when the lease of the first caller has ended, and waits no longer than it is told', async () => {
		const question = 'Who dies?';
		await lookUp('dead', question, { leaseSeconds: 0.2 });
		expect((await lookUp('next', question, { leaseSeconds: 60 })).json()).toEqual({ found: false, question });
		const { json, hints } = await lookUp('third', question, { leaseSeconds: 60, waitSeconds: 0.1 });
		expect(json()).toEqual({ found: false, question });
		expect(hints).toEqual(['Nobody had saved an answer to this question after 0.1 s, so this execution goes on by itself.']);
	});

	it('keeps the claim for as long as the lease says, and no longer once the answer is saved', async () => {
		const question = 'Who takes long?';
		await lookUp('first', question, { leaseSeconds: 0.9 });
		const { json } = await lookUp('second', question, { leaseSeconds: 0.9, waitSeconds: 0.6 });
		expect(json()).toEqual({ found: false, question });
		await save('first', question, 'Anna', { keepFor: 'request' });
		const leases = leasesOf(file);
		const [key, leaseMs] = [ownQuestionKey(question), 0];
		await expect
			.poll(async () => (await leases.claim('tests', key, { token: 'mine', leaseMs }, new AbortController().signal)).claimed, {
				timeout: 5_000,
			})
			.toBe(true);
	});

	it('lets a caller that waits be stopped', async () => {
		const question = 'Who stops?';
		await lookUp('first', question, { leaseSeconds: 60 });
		const ended = await run('second', 'lookUp', { question }, { leaseSeconds: 60 }, (stop) => setTimeout(stop, 100));
		expect(ended.run.status).toBe('canceled');
	});
});

describe('Look Up with a request ID', () => {
	it('gives a repeated call the answer that was kept for it, and nobody else', async () => {
		const question = 'Which one?';
		await save('first', question, 'This one', { keepFor: 'request', requestId: 'r1' });
		expect((await lookUp('again', question, { requestId: 'r1' })).json()).toMatchObject({
			found: true,
			answer: 'This one',
			repeated: true,
		});
		expect((await lookUp('other', question, { requestId: 'r2' })).json()).toEqual({ found: false, question });
		expect((await lookUp('other', 'Another one?', { requestId: 'r1' })).json()).toMatchObject({ found: false });
		expect((await lookUp('other', question)).json()).toMatchObject({ found: false });
	});

	it('gives it the same answer although another caller has saved a newer one since', async () => {
		const question = 'What time is it?';
		await save('first', question, 'One', { requestId: 7 });
		await save('second', question, 'Two');
		expect((await lookUp('again', question, { requestId: '7' })).json()).toMatchObject({ answer: 'One' });
		expect((await lookUp('other', question)).json()).toMatchObject({ answer: 'Two' });
	});

	it('keeps an answer that was cut for the request, and not for everyone', async () => {
		const cut = { question: 'How long?', answer: 'Very l', finishReason: 'length' };
		const parameters = { resource: 'answerCache', namespace: 'tests', operation: 'save', question: cut.question, answer: cut.answer };
		const saveCut = async (options: IDataObject) =>
			(
				await runInEngine(
					[{ name: 'memory', type: new MemoryGateway(), parameters: { ...parameters, options: { file, ...options } } }],
					[{ text: cut.answer, finishReason: 'length' }],
				)
			).outputsOf('memory');
		await expect(saveCut({ requestId: 'r1' })).rejects.toThrow('This answer is incomplete');
		await saveCut({ requestId: 'r1', keepFor: 'request' });
		expect((await lookUp('again', cut.question, { requestId: 'r1' })).json()).toMatchObject({ answer: cut.answer });
	});
});
