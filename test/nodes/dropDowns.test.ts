import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeType, NodeOperationError } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everyAnswer, everyNode } from '../support/everyNode';
import { runInEngine } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { labelsOfChoices, withChoice } from '../support/withChoice';

const empty = '={{ "" }}';
const unknown = '={{ "nonsense" }}';

/** Servers have values of their own for it. */
const isOpen = (name: string) => name.includes('Reasoning Effort');
/** Nothing is trusted, given to everyone, decided otherwise or kept elsewhere because an expression found nothing. */
const isRequired = (name: string) =>
	/^(?:Trust|(?:Options › Cache Answers › )?(?:Store|Keep)|Decide|Quorum|Models|Options › Keep For): /.test(name);

let double: VllmDouble;
const folder = mkdtempSync(join(tmpdir(), 'drop-downs-'));
beforeAll(async () => {
	double = await startVllmDouble(everyAnswer);
	vi.stubEnv('N8N_USER_FOLDER', folder);
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await double.close();
});

async function run(type: INodeType, parameters: object, items: Parameters<typeof runInEngine>[1]): Promise<string> {
	const ran = await runInEngine([{ name: 'one', type, parameters: parameters as never }], items, {
		vllmApi: { url: double.baseUrl, apiKey: '' },
	});
	const error = ran.run.data.resultData.error as NodeOperationError | undefined;
	return error === undefined ? '' : `${error.message} ${error.description ?? ''}`;
}

const choose = (value: string) => everyNode(join(folder, 'memory.sqlite'), 'other', (description) => withChoice(description, value));
const chosenOf = (value: string) =>
	choose(value).map((each) => ({ ...each, choices: each.choices.filter(({ name }) => name.endsWith(JSON.stringify(value))) }));

describe.each(chosenOf(empty))('an expression that finds nothing, in $node', ({ type, items, choices }) => {
	it.each(choices)('means the default of $name, or is refused where that would reach further', async ({ name, parameters }) => {
		const said = await run(type, parameters, items);
		if (isRequired(name)) expect(said).toMatch(/^(?:Trust|(?:Store|Keep) of Cache Answers|Store|Decide|Quorum|Models|Keep For) is empty /);
		else expect(said).toBe('');
	});
});

describe.each(chosenOf(unknown))('an expression that gives what no list has, in $node', ({ type, items, choices }) => {
	it.each(choices.filter(({ name }) => !isOpen(name)))('is told what the list has on screen: $name', async ({ name, parameters }) => {
		const said = await run(type, parameters, items);
		const label = /([^›]+): "/.exec(name)?.[1]?.trim() ?? '';
		const labels = labelsOfChoices(type.description, label);
		expect(labels.length).toBeGreaterThan(1);
		expect(said).toContain(label);
		if (label === 'Output') expect(labels.filter((each) => said.includes(each)).length).toBeGreaterThan(1);
		else expect(labels.filter((each) => !said.includes(each))).toEqual([]);
	});
});
