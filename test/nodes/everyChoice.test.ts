import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everyAnswer, everyNode, needs } from '../support/everyNode';
import { faultsOfItem } from '../support/faultsOfItem';
import { keepShown, type Choice } from '../support/listChoices';
import { runInEngine } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

let double: VllmDouble;
beforeAll(async () => (double = await startVllmDouble(everyAnswer)));
afterAll(async () => await double.close());

async function run(type: INodeType, { parameters, name }: Choice, items: readonly IDataObject[]): Promise<string> {
	const ran = await runInEngine([{ name: 'one', type, parameters }], items, { vllmApi: { url: double.baseUrl, apiKey: '' } }, undefined, {
		executeWorkflow: async () => ({ executionId: 'sub', data: [[{ json: { text: 'From the sub-workflow.' } }]] }),
	});
	try {
		const items = ran.outputsOf('one').flat();
		const isExplained = ran.hintsOf('one').some((hint) => hint.includes('so there are no items'));
		if (!isExplained) expect(items.length).toBeGreaterThan(0);
		return items.flatMap(({ json }) => faultsOfItem(json)).join('; ');
	} catch (error) {
		const { message } = error as Error;
		const lacking = needs.find(([choice]) => choice.test(name))?.[1];
		return lacking !== undefined && message.includes(lacking) ? '' : message;
	}
}

const folder = mkdtempSync(join(tmpdir(), 'every-choice-'));
beforeAll(() => void vi.stubEnv('N8N_USER_FOLDER', folder));
afterAll(() => void vi.unstubAllEnvs());

describe.each(everyNode(join(folder, 'memory.sqlite'), 'other'))('$node in n8n-core', ({ type, items, choices }) => {
	it.each(choices)('runs with $name, with no field that the editor hides, and gives items that read at a glance', async (choice) => {
		expect(keepShown(type.description, choice.parameters)).toMatchObject(choice.parameters);
		expect(await run(type, choice, items)).toBe('');
	});
});
