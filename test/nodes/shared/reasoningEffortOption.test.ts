import type { INodeProperties } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { ShadowCloneChatModel } from '../../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';

it.each([new ShadowCloneFanOut(), new ShadowCloneChatModel()])(
	'$description.displayName offers every effort, from None to High',
	({ description: { properties } }) => {
		const options = properties.flatMap((group) => (group.type === 'collection' ? (group.options ?? []) : [])) as INodeProperties[];
		const efforts = options.find(({ name }) => name === 'reasoningEffort')?.options ?? [];
		expect(efforts.map((each) => ('value' in each ? each.value : undefined))).toEqual(['high', 'low', 'medium', 'minimal', 'none']);
	},
);
