import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

beforeAll(() => void vi.stubEnv('N8N_USER_FOLDER', mkdtempSync(join(tmpdir(), 'lists-'))));
afterAll(() => void vi.unstubAllEnvs());

const { listSearch, loadOptions } = new MemoryGateway().methods;

/** The node as the editor has it while a list is open. */
const editor = (parameters: IDataObject) =>
	({
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getNode: () => ({ name: 'memory', type: 'memoryGateway' }),
		getCredentials: async () => await Promise.reject(new Error('none')),
	}) as unknown as ILoadOptionsFunctions;

async function run(parameters: IDataObject): Promise<void> {
	(await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters: { options: {}, ...parameters } }], [{}])).outputsOf(
		'memory',
	);
}

describe('lists of Memory Gateway', () => {
	it('offers a first namespace in a store that is empty, and none to an operation that only reads', async () => {
		expect(await listSearch.listNamespaces.call(editor({ operation: 'remember' }))).toEqual({
			results: [{ name: 'default (new)', value: 'default' }],
		});
		expect(await listSearch.listNamespaces.call(editor({ operation: 'recall' }))).toEqual({ results: [] });
	});

	it('lists namespaces with what they hold, and the name that is typed where something can be kept there', async () => {
		await run({ resource: 'memory', operation: 'remember', namespace: 'people', text: 'Anna prefers mornings.' });
		await run({ resource: 'memory', operation: 'remember', namespace: 'people', text: 'Ben prefers evenings.' });
		await run({ resource: 'answerCache', operation: 'save', namespace: 'people', question: 'Who?', answer: 'Anna' });
		await run({ resource: 'decision', operation: 'claim', namespace: 'refunds', decision: 'order 1', value: 'yes' });
		const people = { name: 'people (2 memories, 1 answer)', value: 'people' };
		const refunds = { name: 'refunds (1 decision)', value: 'refunds' };
		expect(await listSearch.listNamespaces.call(editor({ operation: 'remember' }))).toEqual({ results: [people, refunds] });
		expect(await listSearch.listNamespaces.call(editor({ operation: 'remember' }), 'PEOP')).toEqual({
			results: [{ name: 'PEOP (new)', value: 'PEOP' }, people],
		});
		expect(await listSearch.listNamespaces.call(editor({ operation: 'remember' }), 'people')).toEqual({ results: [people] });
		expect(await listSearch.listNamespaces.call(editor({ operation: 'recall' }), 'peop')).toEqual({ results: [people] });
	});

	it('lists the decisions of the chosen namespace', async () => {
		await run({ resource: 'decision', operation: 'claim', namespace: 'decided', decision: 'order 7: refund', value: 'approved' });
		const namespace = { __rl: true, mode: 'list', value: 'decided' };
		const { results } = await listSearch.listDecisions.call(editor({ operation: 'get', namespace }), 'REFUND');
		expect(results).toEqual([{ name: 'order 7: refund (approved)', value: 'order 7: refund' }]);
		const claiming = await listSearch.listDecisions.call(editor({ operation: 'claim', namespace }), 'order 8');
		expect(claiming.results).toEqual([{ name: 'order 8 (new)', value: 'order 8' }]);
		await run({ resource: 'decision', operation: 'vote', namespace: 'decided', decision: 'order 9: refund', voter: 'Anna', value: 'yes' });
		const voting = await listSearch.listDecisions.call(editor({ operation: 'vote', namespace }), 'order 9');
		expect(voting.results).toEqual([
			{ name: 'order 9 (new)', value: 'order 9' },
			{ name: 'order 9: refund (not decided)', value: 'order 9: refund' },
		]);
		expect(await listSearch.listDecisions.call(editor({ operation: 'get', namespace: 'refunds' }), 'refund')).toEqual({ results: [] });
	});

	it('lists memories by the beginning of their texts, the newest first, and forgets those that are chosen', async () => {
		const place = { resource: 'memory', namespace: 'chosen' };
		for (const text of ['The first fact.', `The second fact ${'is long '.repeat(20)}.`])
			await run({ ...place, operation: 'remember', text, options: { author: 'Anna' } });
		const listed = await loadOptions.loadMemories.call(editor(place));
		expect(listed.map(({ name }) => name)).toEqual([expect.stringMatching(/^The second fact .{60,70}…$/), 'The first fact.']);
		expect(listed[1]?.description).toMatch(/^\d{4}-\d\d-\d\d · Anna$/);
		await run({ ...place, operation: 'forget', which: { ids: [listed[0]?.value] } });
		expect((await loadOptions.loadMemories.call(editor(place))).map(({ name }) => name)).toEqual(['The first fact.']);
	});

	it.each([
		[{ resource: 'memory', namespace: '' }, 'Namespace is empty'],
		[{ resource: 'memory', namespace: 'n', options: { file: '/data/other.sqlite' } }, "only what is in n8n's own memory file"],
		[{ resource: 'memory', namespace: 'n', store: 'postgres' }, 'has no Postgres credential'],
	])('says in a sentence why there is no list for %j', async (parameters, sentence) => {
		await expect(loadOptions.loadMemories.call(editor(parameters))).rejects.toThrow(sentence);
	});
});
