import type { INodeType } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

const isOffered = (node: INodeType) => node.description.usableAsTool === true;

// n8n gives a tool one item that holds the agent's arguments.
it('offers an AI Agent those nodes that can work with one item, and no other', () => {
	expect([new ShadowCloneFanOut(), new MemoryGateway()].map(isOffered)).toEqual([true, true]);
	expect([new CloneEvaluator(), new Synthesizer()].map(isOffered)).toEqual([false, false]);
});
