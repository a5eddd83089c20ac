import { describe, expect, it } from 'vitest';
import { idOf, identify, webhooksOf, type Workflow } from '../../../scripts/real-n8n/workflow.mts';

const node = (fields: object) => ({ name: 'Node', type: 'some.node', parameters: {}, ...fields });
const credential = { id: 'c1', name: 'vLLM account', type: 'vllmApi', data: {} };

describe('identify', () => {
	it('binds a credential by type and name, and leaves one it does not know as it is', () => {
		const workflow: Workflow = {
			name: 'A template',
			nodes: [
				node({ credentials: { vllmApi: { id: '', name: 'vLLM account' } } }),
				node({ credentials: { otherApi: { name: 'vLLM account' } } }),
			],
		};
		const [known, unknown] = identify(workflow, [credential]).nodes;
		expect(known?.credentials).toEqual({ vllmApi: { id: 'c1', name: 'vLLM account' } });
		expect(unknown?.credentials).toEqual({ otherApi: { name: 'vLLM account' } });
	});

	it('gives a workflow the same id each time, made from its name, in the length that n8n takes', () => {
		const first = identify({ name: 'A template', nodes: [] }, []).id;
		expect(identify({ name: 'A template', nodes: [node({})] }, []).id).toBe(first);
		expect(identify({ name: 'Another', nodes: [] }, []).id).not.toBe(first);
		expect(first.length).toBeLessThanOrEqual(21);
	});

	it('tells a workflow from a credential of the same name', () => {
		expect(idOf('workflow', 'same')).not.toBe(idOf('vllmApi', 'same'));
	});
});

describe('webhooksOf', () => {
	it('finds the webhooks that n8n will register: GET where nothing is said, none that is disabled', () => {
		const webhook = (fields: object) => node({ type: 'n8n-nodes-base.webhook', ...fields });
		const nodes = [
			webhook({ parameters: { path: 'ask', httpMethod: 'POST' } }),
			webhook({ parameters: { path: 'look' } }),
			webhook({ parameters: { path: 'off' }, disabled: true }),
			node({}),
		];
		expect(webhooksOf({ name: 'w', nodes })).toEqual([
			{ method: 'POST', path: 'ask' },
			{ method: 'GET', path: 'look' },
		]);
	});

	it('finds where a chat and an MCP server are called', () => {
		const nodes = [
			node({ type: '@n8n/n8n-nodes-langchain.chatTrigger', webhookId: 'talk' }),
			node({ type: '@n8n/n8n-nodes-langchain.mcpTrigger', parameters: { path: 'tools' } }),
		];
		expect(webhooksOf({ name: 'w', nodes })).toEqual([
			{ method: 'POST', path: 'talk/chat' },
			{ method: 'POST', path: 'tools' },
		]);
	});
});
