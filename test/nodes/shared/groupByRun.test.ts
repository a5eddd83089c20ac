import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { CandidateSource } from '../../../nodes/shared/candidateSource';
import { groupByRun } from '../../../nodes/shared/groupByRun';

const group = (items: readonly IDataObject[], source: Partial<CandidateSource> = {}) =>
	groupByRun(
		items.map((json) => ({ json })),
		{ answerField: '', groupBy: '', taskOf: () => '', ...source },
	);
const textsOf = ({ runs }: ReturnType<typeof group>) => runs.map(({ members }) => members.map(({ candidate }) => candidate.text));
const ours = (text: string, clone: number): IDataObject => ({ text, clone, details: { run: { id: 'a', task: 'Say it.', clones: 2 } } });

describe('items of other nodes as candidates', () => {
	it.each<[string, IDataObject, string]>([
		['Basic LLM Chain', { text: 'Oslo' }, 'Oslo'],
		['AI Agent', { output: 'Oslo' }, 'Oslo'],
		['OpenAI, simplified', { index: 0, message: { role: 'assistant', content: 'Oslo' }, finish_reason: 'stop' }, 'Oslo'],
		['OpenAI, as it comes', { id: 'x', choices: [{ message: { role: 'assistant', content: 'Oslo' } }] }, 'Oslo'],
		[
			'OpenAI Responses',
			{
				output: [
					{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
					{
						type: 'message',
						role: 'assistant',
						content: [
							{ type: 'output_text', text: 'Os' },
							{ type: 'output_text', text: 'lo' },
						],
					},
				],
			},
			'Oslo',
		],
		[
			'Anthropic',
			{
				content: [
					{ type: 'thinking', thinking: 'Hm.' },
					{ type: 'text', text: 'Oslo' },
				],
			},
			'Oslo',
		],
		['an empty text beside an answer', { text: '', output: 'Oslo' }, 'Oslo'],
		['a number', { answer: 42 }, '42'],
	])('%s', (_, json, text) => {
		const grouped = group([json]);
		expect(textsOf(grouped)).toEqual([[text]]);
		expect(grouped.strangers).toEqual([]);
	});

	it('are numbered as clones in their order, are one run, and keep their own fields behind ours', () => {
		const [run, ...others] = group([
			{ output: 'a', id: 7 },
			{ output: 'b', id: 8 },
		]).runs;
		expect(others).toEqual([]);
		expect(run?.members.map(({ itemIndex, item, candidate }) => [itemIndex, candidate.run.clone, item.json])).toEqual([
			[0, 1, { text: 'a', clone: 1, output: 'a', id: 7, details: { run: { id: 'all items', clones: 2 } } }],
			[1, 2, { text: 'b', clone: 2, output: 'b', id: 8, details: { run: { id: 'all items', clones: 2 } } }],
		]);
	});

	it('are not changed', () => {
		const items = [{ output: 'a', details: { own: 1 } }];
		const before = structuredClone(items);
		group(items);
		expect(items).toEqual(before);
	});

	it('are read from the named field, dots leading into objects, and as data where it holds an object', () => {
		expect(textsOf(group([{ text: 'no', Antwort: 'ja' }], { answerField: 'Antwort' }))).toEqual([['ja']]);
		expect(textsOf(group([{ form: { reply: 'ja' } }, { 'form.reply': 'nein' }], { answerField: 'form.reply' }))).toEqual([['ja', 'nein']]);
		const dragged = [{ form: [{ 'Your reply': 'ja' }] }, { "form[0]['Your reply']": 'nein' }];
		expect(textsOf(group(dragged, { answerField: "form[0]['Your reply']" }))).toEqual([['ja', 'nein']]);
		expect(textsOf(group([{ text: 'a', q: { ids: [7] } }], { groupBy: 'q.ids[0]' }))).toEqual([['a']]);
		expect(textsOf(group([{ 'Reply [1]': 'ja' }], { answerField: 'Reply [1]' }))).toEqual([['ja']]);
		const [run] = group([{ output: { city: 'Oslo' } }]).runs;
		expect(run?.members[0]?.candidate).toMatchObject({ text: '{"city":"Oslo"}', data: { city: 'Oslo' } });
	});

	it('make a run of each value of the field to group by', () => {
		const rows = [
			{ q: 'A?', text: '1' },
			{ q: 'B?', text: '2' },
			{ q: 'A?', text: '3' },
		];
		const { runs } = group(rows, { groupBy: 'q' });
		expect(runs.map(({ id, members }) => [id, members.map(({ itemIndex, candidate }) => [itemIndex, candidate.run.clone])])).toEqual([
			[
				'A?',
				[
					[0, 1],
					[2, 2],
				],
			],
			['B?', [[1, 1]]],
		]);
		const long = ['x', 'y'].map((end) => ({ q: 'q'.repeat(500) + end, text: end }));
		expect(textsOf(group(long, { groupBy: 'q' }))).toEqual([['x'], ['y']]);
	});

	it('without a value in the field to group by are one run, apart from the word null', () => {
		const rows = [null, '', 'null'].map((q, index) => ({ q, text: String(index) }));
		expect(group(rows, { groupBy: 'q' }).runs.map(({ id, members }) => [id, members.length])).toEqual([
			['without a value', 2],
			['null', 1],
		]);
	});

	it('have the task that is given, or else the first that an item brings along', () => {
		const items = [{ text: 'a' }, { text: 'b', chatInput: 'Which city?' }];
		const taskOf = (source?: Partial<CandidateSource>) => group(items, source).runs[0]?.members[0]?.candidate.run.task;
		expect(taskOf()).toBe('Which city?');
		expect(taskOf({ taskOf: (itemIndex) => `Task of ${itemIndex}` })).toBe('Task of 0');
	});

	it('without an answer say which field was looked for, and which are there', () => {
		const [none] = group([{ Name: 'x', Reply: 'y' }, { text: 'z' }]).strangers;
		expect(none?.reason.message).toMatch(/^Item 1 of 2 is no candidate: it has no answer: none of text, output, .*\. It has Name, Reply$/);
		const [named] = group([{ Name: 'x' }], { answerField: 'Reply' }).strangers;
		expect(named?.reason.message).toBe('Item 1 of 1 is no candidate: it has no field "Reply". It has Name');
		const [ungrouped] = group([{ text: 'x' }], { groupBy: 'q' }).strangers;
		expect(ungrouped?.reason.message).toBe('Item 1 of 1 has no field "q" to group by. It has text');
	});

	it('without anything in the named field, or without any field, say so', () => {
		const { strangers } = group([{ Reply: null }, {}, { Reply: 'x' }], { answerField: 'Reply' });
		expect(strangers.map(({ reason }) => reason.message)).toEqual([
			'Item 1 of 3 is no candidate: it has nothing in its field "Reply"',
			'Item 2 of 3 is no candidate: it has no field "Reply". It is empty',
		]);
		const [usual] = group([{ text: null }, { text: 'x' }]).strangers;
		expect(usual?.reason.message).toBe('Item 1 of 2 is no candidate: it has nothing in its field "text"');
	});

	it('that tell of a failure are no answers, and say what failed', () => {
		const failures: readonly IDataObject[] = [
			{ error: 'None of the 3 clones answered', message: '3 asked, 0 answered.', details: 'Read the log.' },
			{ error: { status: 404 }, message: 'Not found' },
			{ error: { message: 'Rate limit' } },
		];
		const said = ['None of the 3 clones answered', 'Not found', 'Rate limit'];
		const told = (items: readonly IDataObject[], source?: Partial<CandidateSource>) =>
			group(items, source).strangers.map(({ reason }) => reason.message.replace(/^.*: a node before failed: /, ''));
		expect(told(failures)).toEqual(said);
		expect(told(failures, { answerField: 'message' })).toEqual(said);
		expect(told([ours('a', 1), ...failures])).toEqual(said);
		expect(group(failures).runs).toEqual([]);
		expect(
			textsOf(
				group([
					{ text: 'a', error: null },
					{ output: 'b', error: 'A warning' },
				]),
			),
		).toEqual([['a', 'b']]);
	});

	it('are strangers beside clones, unless their field is named', () => {
		const mixed = [ours('a', 1), { text: 'b' }];
		expect(group(mixed).strangers.map(({ itemIndex }) => itemIndex)).toEqual([1]);
		expect(textsOf(group(mixed, { answerField: 'text' }))).toEqual([['a'], ['b']]);
	});

	it('that were ours and lost a part are told what they lack', () => {
		const [damaged] = group([{ clone: 1, output: 'x', details: { run: { id: 'a' } } }]).strangers;
		expect(damaged?.reason.message).toBe('Item 1 of 1 is no candidate: it has no text');
		const [receipt] = group([{ summary: 'All answered.', run: { id: 'a' } }]).strangers;
		expect(receipt?.reason.message).toContain('no text');
	});
});

describe('clones', () => {
	it('are read as they come, whatever the options say', () => {
		const grouped = group([ours('b', 2), ours('a', 1)], { answerField: 'output', groupBy: 'q', taskOf: () => 'Other' });
		expect(textsOf(grouped)).toEqual([['a', 'b']]);
		expect(grouped.runs[0]?.members[0]?.candidate.run).toMatchObject({ id: 'a', task: 'Say it.' });
	});
});
