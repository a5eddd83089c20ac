import type { IDataObject, INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../../nodes/Synthesizer/Synthesizer.node';
import { NodeHelpers } from 'n8n-workflow';
import { runInEngine } from '../../support/runInEngine';

beforeEach(() => void vi.stubEnv('N8N_USER_FOLDER', mkdtempSync(join(tmpdir(), 'no-model-'))));
afterEach(() => void vi.unstubAllEnvs());

const candidates = [1, 2, 3].map((clone): IDataObject => ({
	run: { id: 'a', task: 'Write add(a, b).', clone, clones: 3 },
	text: clone === 3 ? '{"sum": 5}' : '{"sum": 4}',
	model: 'm',
	finishReason: 'stop',
}));
const code = candidates.map((candidate) => ({ ...candidate, text: '```js\nfunction add(a, b) { return a + b; }\n```' }));
const subWorkflow = { subWorkflow: { __rl: true, mode: 'id', value: 'other' } };
const named = { __rl: true, mode: 'id', value: 'm' };

async function runWithout(type: INodeType, parameters: IDataObject, items: readonly IDataObject[]) {
	const executeWorkflow = async () => ({ executionId: 'sub', data: [[{ json: { text: 'From the sub-workflow.' } }]] });
	const ran = await runInEngine([{ name: 'one', type, parameters }], items, {}, undefined, { executeWorkflow });
	return ran.outputsOf('one').flat();
}

/** Whether the editor and n8n's publishing ask for a credential. */
function demands({ description }: INodeType, parameters: IDataObject): boolean {
	const node = {
		id: 'one',
		name: 'one',
		type: 'one',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: parameters as never,
	};
	const filled = NodeHelpers.getNodeParameters(description.properties, parameters as never, true, false, node, description) ?? {};
	return (description.credentials ?? []).some(
		(credential) => credential.required === true && NodeHelpers.displayParameter(filled, credential, node, description),
	);
}

describe('a node without a vLLM API credential', () => {
	it.each<[string, INodeType, IDataObject, readonly IDataObject[]]>([
		['Run Tests', new CloneEvaluator(), { scoreBy: ['runTests'], language: 'javascript', tests: 'assert.equal(add(1, 2), 3);' }, code],
		['Vote', new CloneEvaluator(), { scoreBy: ['vote'] }, candidates],
		['Rules', new CloneEvaluator(), { scoreBy: ['rules'], rules: { rule: [{ type: 'contains', words: 'sum' }] } }, candidates],
		['Merge Fields', new Synthesizer(), { method: 'mergeFields' }, candidates],
		['Remember', new MemoryGateway(), { operation: 'remember', namespace: 'n', text: 'x' }, [{}]],
		['Recall', new MemoryGateway(), { operation: 'recall', namespace: 'n', query: 'x', output: 'prompt' }, [{}]],
		['Look Up', new MemoryGateway(), { resource: 'answerCache', operation: 'lookUp', namespace: 'n', question: 'x' }, [{}]],
		['Sub-Workflow', new ShadowCloneFanOut(), { task: 'Find out.', clones: 2, options: subWorkflow }, [{}]],
		['Sub-Workflow with Clones At Once', new ShadowCloneFanOut(), { task: 'x', options: subWorkflow, limits: { clonesAtOnce: 2 } }, [{}]],
	])('does its work where no model is asked: %s', async (_, type, parameters, items) => {
		expect((await runWithout(type, parameters, items)).length).toBeGreaterThan(0);
		expect(demands(type, parameters)).toBe(false);
	});

	it.each<[string, INodeType, IDataObject, readonly IDataObject[]]>([
		['Fan-Out', new ShadowCloneFanOut(), { task: 'Find out.' }, [{}]],
		['Fan-Out with a named model', new ShadowCloneFanOut(), { task: 'Find out.', model: named }, [{}]],
		['Sub-Workflow by plans', new ShadowCloneFanOut(), { task: 'Find out.', differBy: 'plan', options: subWorkflow }, [{}]],
		['Merge', new Synthesizer(), { method: 'merge' }, candidates],
		['Merge with a named model', new Synthesizer(), { method: 'merge', model: named }, candidates],
		[
			'Use Embeddings',
			new MemoryGateway(),
			{ operation: 'recall', namespace: 'n', query: 'x', byMeaning: true, embeddingModel: named },
			[{}],
		],
	])('says so in a sentence where one has to be asked: %s', async (_, type, parameters, items) => {
		await expect(runWithout(type, parameters, items)).rejects.toMatchObject({
			message: expect.stringMatching(/^This node needs a model, and has (neither a Chat Model nor a|no) vLLM API credential$/),
			description: expect.stringMatching(/a vLLM API credential: the address/),
		});
	});

	it('is marked in the editor where all it can do asks a model', () => {
		// A Chat Model may be connected in its place.
		expect(demands(new Synthesizer(), { method: 'merge' })).toBe(false);
		expect(demands(new MemoryGateway(), { operation: 'recall', byMeaning: true })).toBe(true);
		expect(demands(new MemoryGateway(), { operation: 'getMany' })).toBe(false);
		const lookUp = { resource: 'answerCache', operation: 'lookUp' };
		expect(['any', 'named', 'server'].map((models) => demands(new MemoryGateway(), { ...lookUp, models }))).toEqual([false, false, true]);
	});
});
