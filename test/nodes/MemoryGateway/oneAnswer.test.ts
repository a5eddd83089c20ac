import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ownQuestionKey } from '../../../nodes/engine/cache/ownQuestion';
import { leasesOf } from '../../../nodes/engine/memory/stores/sqlite/leases';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const file = join(mkdtempSync(join(tmpdir(), 'one-answer-')), 'memory.sqlite');

/** What an execution does after its first node. */
type Work = (json: IDataObject) => Promise<unknown>;

/** One operation of the answer cache in an execution of its own, and what that does afterwards. */
async function run(
	executionId: string,
	operation: string,
	parameters: IDataObject,
	options: IDataObject = {},
	{ onStart, work }: { readonly onStart?: (stop: () => void) => void; readonly work?: Work } = {},
) {
	const memory = {
		...{ name: 'memory', type: new MemoryGateway(), ...(work !== undefined && { outputs: [['work']] }) },
		parameters: { resource: 'answerCache', namespace: 'tests', operation, ...parameters, options: { file, ...options } },
	};
	const later = work === undefined ? [] : [{ name: 'work', type: workerOf(work), parameters: {} }];
	const ran = await runInEngine([memory, ...later], [{}], {}, onStart, { executionId });
	return { json: () => ran.outputsOf('memory')[0]?.[0]?.json ?? {}, hints: ran.hintsOf('memory'), run: ran.run };
}

/** A node of somebody else's: it takes its time, and heeds no Stop. */
const workerOf = (work: Work): INodeType => ({
	description: {
		...{ displayName: 'Work', name: 'work', group: ['transform'], version: 1, description: '', defaults: {}, properties: [] },
		...{ inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main] },
	},
	async execute() {
		const items = this.getInputData();
		for (const { json } of items) await work(json);
		return [items];
	},
});

const ending: Array<() => void> = [];
afterEach(() => ending.splice(0).forEach((end) => end()));

/** Looks up a question that nobody has answered, and resolves once its execution is at work, which goes on until it is ended. */
async function hold(executionId: string, question: string, leaseSeconds: number) {
	const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	ending.push(done.resolve);
	let stop = () => {};
	const work = async () => {
		begun.resolve();
		await done.promise;
	};
	const ended = run(executionId, 'lookUp', { question }, { leaseSeconds }, { onStart: (press) => (stop = press), work });
	await begun.promise;
	return { end: done.resolve, fail: done.reject, stop: () => stop(), ended };
}

const notFound = 'No saved answer to this question was found.';

const lookUp = async (executionId: string, question: string, options: IDataObject = {}) =>
	await run(executionId, 'lookUp', { question }, options);
const save = async (executionId: string, question: string, answer: string, options: IDataObject = {}) =>
	(await run(executionId, 'save', { question, answer }, options)).json();

describe('Look Up with a lease', () => {
	it('lets one of ten callers go on, and gives the others what it saves', async () => {
		const [question, leaseSeconds] = ['Who answers?', 60];
		let waiting = 10;
		const all = Array.from({ length: 10 }, async (_, index) => {
			const work = async (json: IDataObject) => {
				waiting--;
				if (json['found'] !== false) return;
				expect(waiting).toBe(9);
				await save(`call ${index}`, question, 'Anna');
			};
			return (await run(`call ${index}`, 'lookUp', { question }, { leaseSeconds }, { work })).json();
		});
		const found = (await Promise.all(all)).map((each) => each['answer']);
		expect(found.filter((answer) => answer === undefined)).toHaveLength(1);
		expect(found.filter((answer) => answer === 'Anna')).toHaveLength(9);
	});

	it('lets those who wait go on by themselves where the answer is kept for one request only', async () => {
		const question = 'Who gives up?';
		await hold('first', question, 60);
		const waiting = lookUp('second', question, { leaseSeconds: 60 });
		expect(await save('first', question, 'Nobody knows', { keepFor: 'request', requestId: 'r1' })).toMatchObject({
			saved: false,
			question,
		});
		expect((await waiting).json()).toEqual({ found: false, question });
	});

	it('takes over when the lease of the first caller has ended, and waits no longer than it is told', async () => {
		const question = 'Who dies?';
		await hold('dead', question, 0.2);
		await hold('next', question, 60);
		const { json, hints } = await lookUp('third', question, { leaseSeconds: 60, waitSeconds: 0.1 });
		expect(json()).toEqual({ found: false, question });
		expect(hints).toEqual(['Nobody had saved an answer to this question after 0.1 s, so this execution goes on by itself.', notFound]);
	});

	it('keeps the claim for as long as the lease says, and no longer once the answer is saved', async () => {
		const question = 'Who takes long?';
		await hold('first', question, 0.9);
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
		await hold('first', question, 60);
		const ended = await run('second', 'lookUp', { question }, { leaseSeconds: 60 }, { onStart: (stop) => setTimeout(stop, 100) });
		expect(ended.run.status).toBe('canceled');
	});
});

type Held = Awaited<ReturnType<typeof hold>>;

describe('Look Up with a lease whose execution ends without an answer', () => {
	const waitSeconds = 4;

	it('lets the next caller take over at once where it is stopped in a later node, and the others wait for that one', async () => {
		const question = 'Who is stopped?';
		const first = await hold('first', question, 60);
		const waiting = ['second', 'third'].map((each) => lookUpAndSave(each, question));
		first.stop();
		const answers = await Promise.all(waiting);
		expect(answers.map((answer) => answer ?? 'asked').toSorted()).toEqual(['Anna', 'asked']);
	});

	it.each([
		{ how: 'fails in a later node', end: (held: Held) => held.fail(new Error('The model is gone')) },
		{ how: 'is done and has saved nothing', end: (held: Held) => held.end() },
	])('lets all who wait go on by themselves where it $how', async ({ how, end }) => {
		const question = `Who ${how}?`;
		const first = await hold('first', question, 60);
		const waiting = ['second', 'third'].map(async (each) => await lookUp(each, question, { leaseSeconds: 60, waitSeconds }));
		end(first);
		const looked = await Promise.all(waiting);
		expect(looked.map(({ json }) => json())).toEqual([
			{ found: false, question },
			{ found: false, question },
		]);
		expect(looked.flatMap(({ hints }) => hints)).toEqual([notFound, notFound]);
	});

	it('takes the claim of nobody else away', async () => {
		const question = 'Who lost it?';
		const first = await hold('first', question, 0.2);
		await hold('second', question, 60);
		first.end();
		await first.ended;
		const { hints } = await lookUp('third', question, { leaseSeconds: 60, waitSeconds: 0.2 });
		expect(hints).toEqual(['Nobody had saved an answer to this question after 0.2 s, so this execution goes on by itself.', notFound]);
	});

	/** Resolves to the answer that was found, or undefined where this caller had to ask, and saved one. */
	async function lookUpAndSave(executionId: string, question: string) {
		const work = async ({ found }: IDataObject) => {
			if (found === false) await save(executionId, question, 'Anna');
		};
		const { json } = await run(executionId, 'lookUp', { question }, { leaseSeconds: 60, waitSeconds }, { work });
		return json()['answer'];
	}
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
