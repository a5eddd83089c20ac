import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { runInEngine } from '../support/runInEngine';
import { call, toldBy } from '../support/toolOf';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';

let double: VllmDouble;
beforeEach(() => void vi.stubEnv('N8N_USER_FOLDER', mkdtempSync(join(tmpdir(), 'as-tools-'))));
afterEach(async () => {
	vi.unstubAllEnvs();
	await double?.close();
});

/** A node in the form that n8n gives it where it is used as a tool. */
function toolForm(type: INodeType): INodeType {
	const description = { ...type.description, name: `${type.description.name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] };
	return {
		description,
		execute: async function () {
			return (await type.execute?.call(this)) ?? [];
		},
	} as INodeType;
}

const prompt = ({ messages = [] }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');
const agentTask = 'You are the agent.';
const fromAi = (name: string) => `={{ $fromAI('${name}', 'What is asked', 'string') }}`;

/** One clone with tools stands for the agent: n8n makes its tools in the same way. */
async function runAgent(name: string, type: INodeType, parameters: IDataObject, words: object): Promise<string> {
	double = await startVllmDouble({
		maxModelLen: 8000,
		answer: (body) => {
			if (!prompt(body).includes(agentTask)) return `Seven, says ${prompt(body).includes('What is 3 + 4?') ? 'a clone' : 'nobody'}.`;
			return toldBy(body).length === 0 ? { toolCalls: [call(name, words)] } : 'Done.';
		},
	});
	const agent = { name: 'agent', type: new ShadowCloneFanOut(), parameters: { task: agentTask, clones: 1, options: { maxTokens: 100 } } };
	const ran = await runInEngine([agent, { name, type: toolForm(type), parameters, toolOf: 'agent' }], [{}], {
		vllmApi: { url: double.baseUrl, apiKey: '' },
	});
	expect(ran.outputsOf('agent')[0]?.[0]?.json['text']).toBe('Done.');
	return toldBy(double.requests.findLast((body) => toldBy(body).length > 0) ?? {}).join('\n');
}

describe('used as a tool by an agent', () => {
	it('Shadow Clone Fan-Out gives what each clone answered, and nothing else', async () => {
		const parameters = { task: fromAi('task'), clones: 2, options: { approaches: ['plain', 'skeptic'], maxTokens: 50 } };
		const told = await runAgent('Ask_clones', new ShadowCloneFanOut(), parameters, { task: 'What is 3 + 4?' });
		expect(told.split('\n').slice(1, -1)).toEqual([
			'- text: Seven, says a clone.',
			'  clone: 1',
			'  approach: Plain',
			'- text: Seven, says a clone.',
			'  clone: 2',
			'  approach: Skeptic',
		]);
	});

	it('Memory Gateway remembers, and recalls', async () => {
		const kept = { resource: 'memory', namespace: 'n' };
		await runAgent('Remember', new MemoryGateway(), { ...kept, operation: 'remember', text: fromAi('text') }, { text: 'The door is red.' });
		await double.close();
		const told = await runAgent('Recall', new MemoryGateway(), { ...kept, operation: 'recall', query: fromAi('query') }, { query: 'door' });
		expect(told).toContain('The door is red.');
	});

	it.each<[string, INodeType, true | undefined]>([
		['Shadow Clone Fan-Out', new ShadowCloneFanOut(), true],
		['Memory Gateway', new MemoryGateway(), true],
		['Clone Evaluator, which needs candidates', new CloneEvaluator(), undefined],
		['Synthesizer, which needs candidates', new Synthesizer(), undefined],
	])('%s: offered: %s', (_, { description }, isOffered) => expect(description.usableAsTool).toBe(isOffered));
});
