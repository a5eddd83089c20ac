import { describe, expect, it } from 'vitest';
import { loadAiNodeSdk } from '../../../nodes/shared/aiNodeSdk';

const missing = Object.assign(new Error("Cannot find module '@n8n/ai-node-sdk'"), { code: 'MODULE_NOT_FOUND' });

describe('the AI node SDK', () => {
	it('is that of the n8n that runs the node', () => {
		const sdk = { BaseChatModel: class {}, supplyModel: () => ({}) };
		expect(loadAiNodeSdk(['BaseChatModel', 'supplyModel'], () => sdk)).toBe(sdk);
	});

	it('is missing in an n8n of old, which is said with what to do', () => {
		const load = () => {
			throw missing;
		};
		expect(() => loadAiNodeSdk(['supplyModel'], load)).toThrow(
			expect.objectContaining({ message: 'This n8n has no AI node SDK', advice: expect.stringContaining('Update n8n to 2.41') }),
		);
	});

	it('may change, as it is a preview: the parts that it lacks are named', () => {
		expect(() => loadAiNodeSdk(['BaseChatModel', 'supplyModel'], () => ({ supplyModel: () => ({}) }))).toThrow(
			'The AI node SDK of this n8n has no BaseChatModel',
		);
	});

	it('that is there and breaks is not called missing', () => {
		const load = () => {
			throw new TypeError('It broke');
		};
		expect(() => loadAiNodeSdk(['supplyModel'], load)).toThrow('It broke');
	});
});
