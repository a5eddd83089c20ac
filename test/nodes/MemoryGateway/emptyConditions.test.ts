import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { displayParameter, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const { description } = new MemoryGateway();
const folder = mkdtempSync(join(tmpdir(), 'empty-conditions-'));
const file = join(folder, 'memory.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(parameters: IDataObject) {
	const options = { file, ...(parameters['options'] as IDataObject | undefined) };
	const all = { namespace: 'tests', ...parameters, options };
	const { outputsOf } = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters: all }], [{}]);
	return outputsOf('memory')[0]?.map(({ json }) => json) ?? [];
}

async function faultOf(parameters: IDataObject): Promise<{ message: string; description?: string }> {
	try {
		await run(parameters);
	} catch (error) {
		return error as Error;
	}
	return { message: '' };
}

const memory = (operation: string, more: IDataObject = {}) => ({ resource: 'memory', operation, ...more });

/** What else an operation needs. */
const filled: IDataObject = {
	...{ decision: { mode: 'id', value: 'some' }, question: 'some', answer: 'some', text: 'some', query: 'some', lines: '{}' },
	...{ trust: 'user', token: 'some', voter: 'some', value: 'some', quorum: 'votes', votesNeeded: 2 },
};

/** Left out, these let in nothing more: they say something about what is stored, or their default is the narrower or the cheaper one. */
const harmless: ReadonlySet<string> = new Set<string>([
	...['Author', 'Idempotency Key', 'Metadata', 'Session', 'Source', 'Subject', 'Valid From', 'Valid To'].map((each) => `remember: ${each}`),
	...['recall: Include Untrusted', 'getMany: Include Past', 'claim: Holder', 'claim: Token'],
	...['lookUp: Lease (Seconds)', 'lookUp: Wait At Most (Seconds)', 'lookUp: Request ID', 'save: Request ID', 'lookUp: Keep Receipts'],
]);

const isShown = (field: INodeProperties, values: IDataObject, root: IDataObject) =>
	displayParameter(values as never, field, { typeVersion: 1 }, description, root as never);

const defaults = Object.fromEntries(description.properties.map((field) => [field.name, field.default])) as IDataObject;
const operations = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap((field) =>
		(field.displayOptions?.show?.['resource'] as readonly string[]).flatMap((resource) =>
			(field.options as readonly INodePropertyOptions[]).map(({ value }) => ({ resource, operation: String(value) })),
		),
	);

/** Every field that can be added to a collection, beside the operation that it is for. */
const addable = operations.flatMap((chosen) => {
	const all = { ...defaults, ...filled, ...chosen, decide: 'later' };
	return description.properties
		.filter((field) => field.type === 'collection' && isShown(field, all, all))
		.flatMap((collection) =>
			(collection.options as readonly INodeProperties[])
				.filter((field) => field.name !== 'allowInQueueMode' && isShown(field, {}, all))
				.map((field) => [`${chosen.operation}: ${field.displayName}`, chosen, collection, field] as const),
		);
});

const withField = (chosen: IDataObject, collection: INodeProperties, field: INodeProperties, value: unknown) =>
	({
		...filled,
		...chosen,
		...(chosen['operation'] === 'claim' && { decide: 'later' }),
		[collection.name]: { [field.name]: value },
	}) as IDataObject;

describe('a condition or an option whose expression finds nothing', () => {
	const narrowing = addable.filter(([name]) => !harmless.has(name));
	it('is there for most operations', () => expect(narrowing.length).toBeGreaterThan(30));
	it('is harmless only where there is one', () => {
		const names: ReadonlySet<string> = new Set<string>(addable.map(([name]) => name));
		expect([...harmless].filter((name) => !names.has(name))).toEqual([]);
	});

	it.each(narrowing)('is refused: %s', async (_, chosen, collection, field) => {
		const what = collection.name === 'options' ? 'option' : 'condition';
		const words = what === 'condition' && chosen.resource === 'receipts' ? [] : ['={{ "" }}', '={{ " \\u200b" }}'];
		for (const nothing of ['={{ $json.nope }}', '={{ null }}', '={{ [] }}', ...words]) {
			expect(await faultOf(withField(chosen, collection, field, nothing))).toMatchObject({
				message: `${field.displayName} is empty`,
				description: `Fill in ${field.displayName}, check that its expression returns a value for every item, or remove the ${what}.`,
			});
		}
	});

	it.each(addable.filter(([name]) => harmless.has(name)))(
		'counts as not set where that lets in nothing more: %s',
		async (_, chosen, collection, field) => {
			const { message } = await faultOf(withField(chosen, collection, field, '={{ $json.nope }}'));
			expect(message).not.toContain('is empty');
		},
	);

	const alone: ReadonlyArray<readonly [string, string, IDataObject]> = [
		['Models', 'models', { resource: 'answerCache', operation: 'lookUp' }],
		['Question', 'question', { resource: 'answerCache', operation: 'save' }],
		['Decide', 'decide', { resource: 'decision', operation: 'claim' }],
		['Quorum', 'quorum', { resource: 'decision', operation: 'vote' }],
		['Voters', 'voters', { resource: 'decision', operation: 'vote' }],
		...operations.map((chosen) => ['Store', 'store', chosen] as const),
	];
	it.each(alone)('is refused where the field is no part of a collection: %s, %s of %o', async (label, name, chosen) => {
		// Where one field is an expression, n8n wants those that it may show.
		const shown = { ...filled, modelNames: 'some', voters: 'some' };
		for (const nothing of ['={{ $json.nope }}', '={{ null }}', '={{ "" }}'])
			expect((await faultOf({ ...shown, ...chosen, [name]: nothing })).message).toBe(`${label} is empty`);
	});

	it.each(['={{ ", ," }}', '={{ [""] }}'])('is nothing but commas or an empty name, too: %s', async (nothing) => {
		expect((await faultOf(memory('forget', { which: { ids: nothing } }))).message).toBe('Memory Names or IDs is empty');
		expect((await faultOf({ ...filled, resource: 'decision', operation: 'vote', voters: nothing })).message).toBe('Voters is empty');
	});
});

describe('memories of several authors in several sessions', () => {
	const people = (operation: string, more: IDataObject = {}) => ({ ...memory(operation, more), namespace: 'people' });
	const authors = ['Anna', 'Ben', 'Cara'];
	beforeAll(async () => {
		for (const author of authors)
			await run(
				people('remember', { text: `${author} likes tea`, trust: 'user', options: { author, session: `s${author}`, source: 'wiki' } }),
			);
	});
	const texts = async () => (await run(people('getMany', { returnAll: true }))).map(({ text }) => text);

	it.each(['', ' ', '={{ $json.nope }}'])('all stay where Author is %j beside another condition', async (author) => {
		expect((await faultOf(people('forget', { which: { author, source: 'wiki' } }))).message).toBe('Author is empty');
		expect(await texts()).toHaveLength(3);
	});

	it.each(['', ' ', '={{ $json.nope }}'])('are given back to nobody where Session is %j', async (session) => {
		expect((await faultOf(people('recall', { query: 'tea', limit: 9, options: { session } }))).message).toBe('Session is empty');
		expect((await faultOf(people('getMany', { which: { session } }))).message).toBe('Session is empty');
	});

	it('are found, and forgotten, by conditions that say something', async () => {
		const found = await run(people('recall', { query: 'tea', limit: 9, options: { session: '={{ "sBen" }}' } }));
		expect(found.map(({ author }) => author)).toEqual(['Ben']);
		expect(await run(people('forget', { which: { author: '={{ "Ben" }}', source: 'wiki' } }))).toMatchObject([{ memories: 1 }]);
		expect(await texts()).toEqual(['Anna likes tea', 'Cara likes tea']);
	});
});

describe('a field that is left empty on screen', () => {
	it.each([
		['File', memory('getMany', { options: { file: '' }, store: 'embedded' })],
		['Models', { ...filled, resource: 'answerCache', operation: 'save', options: { givenBy: '' } }],
		['Voters', { ...filled, resource: 'decision', operation: 'vote', voters: '' }],
		['Workflow', { resource: 'receipts', operation: 'getMany', limit: 5, whichReceipts: { workflow: '', model: '={{ "" }}' } }],
	])('stands for its default where it has one: %s', async (_, parameters) => {
		expect((await faultOf(parameters)).message).toBe('');
	});
});
