import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { displayParameter, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const { description } = new MemoryGateway();
const file = join(mkdtempSync(join(tmpdir(), 'empty-fields-')), 'memory.sqlite');

const choicesOf = ({ options }: INodeProperties) => (options as readonly INodePropertyOptions[]).map(({ value }) => String(value));

/** What is shown beside a choice; n8n takes what is not set for its default. */
const shownBeside = (values: IDataObject) => {
	const defaults = Object.fromEntries(description.properties.map((field) => [field.name, field.default]));
	const all = { ...defaults, ...values };
	return description.properties.filter((field) => displayParameter(all as never, field, { typeVersion: 1 }, description));
};

const operations = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap((field) =>
		(field.displayOptions?.show?.['resource'] as readonly string[]).flatMap((resource) =>
			choicesOf(field).map((operation) => ({ resource, operation })),
		),
	);

const required = operations.flatMap((chosen) =>
	shownBeside(chosen)
		.filter((field) => field.required === true)
		.map((field) => [`${chosen.resource}: ${chosen.operation}`, field.displayName, chosen, field] as const),
);

const filled = (field: INodeProperties) => (field.type === 'resourceLocator' ? { mode: 'id', value: 'some' } : 'some');
const withValue = (field: INodeProperties, value: IDataObject[string]) =>
	field.type === 'resourceLocator' ? { mode: 'id', value } : value;
const holdsData = ({ name }: INodeProperties) => name === 'value' || name === 'answer';

/** Runs what is chosen, all its fields filled in but this one. */
async function runWith(chosen: IDataObject, empty: INodeProperties, value: IDataObject[string]) {
	const others = shownBeside(chosen).filter((field) => field.required === true && field !== empty);
	const parameters = {
		...Object.fromEntries(others.map((field) => [field.name, filled(field)])),
		...{ ...chosen, [empty.name]: withValue(empty, value), options: { file } },
	} as IDataObject;
	return await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters }], [{}]);
}

describe('a required field in which nothing can be seen', () => {
	it('is there for most operations', () => expect(required.length).toBeGreaterThan(15));

	const unseen = [' ', '\u0000', '\u200b\u2060\ufeff', '\u3164'];
	it.each(required)('of %s is named as it stands on screen: %s', async (_, label, chosen, empty) => {
		for (const value of unseen) {
			const { outputsOf } = await runWith(chosen, empty, value);
			expect(() => outputsOf('memory')).toThrow(new RegExp(`^${label} is empty`));
		}
	});

	it.each(required.filter(([, , , field]) => !holdsData(field)))(
		'of %s takes a list or an object without anything in it for nothing: %s',
		async (_, label, chosen, empty) => {
			for (const value of [[], {}, ['']]) {
				const { outputsOf } = await runWith(chosen, empty, value);
				expect(() => outputsOf('memory')).toThrow(new RegExp(`^${label} is empty`));
			}
		},
	);

	it.each(required.filter(([, , , field]) => holdsData(field)))(
		'of %s takes a list without entries for an answer: %s',
		async (_, label, chosen, field) => {
			const { outputsOf } = await runWith(chosen, field, []);
			let message = '';
			try {
				outputsOf('memory');
			} catch (error) {
				({ message } = error as Error);
			}
			expect(message).not.toContain(`${label} is empty`);
		},
	);
});
