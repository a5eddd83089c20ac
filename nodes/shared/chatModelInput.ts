import { NodeConnectionTypes, type INodeInputConfiguration } from 'n8n-workflow';

/** Where any of n8n's own chat models may be connected. */
export const chatModelInput: INodeInputConfiguration = {
	type: NodeConnectionTypes.AiLanguageModel,
	displayName: 'Chat Model',
	required: false,
};
