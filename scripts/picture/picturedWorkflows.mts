const credentials = { vllmApi: { id: '', name: 'vLLM account' } };
const own = (name: string, type: string, place: number, parameters: object = {}) => ({
	id: type,
	name,
	type: `n8n-nodes-shadow-clones.${type}`,
	typeVersion: 1,
	position: [place * 300, 0],
	parameters,
	credentials,
});
const trigger = {
	id: 'chat',
	name: 'When chat message received',
	type: '@n8n/n8n-nodes-langchain.chatTrigger',
	typeVersion: 1.1,
	position: [0, 0],
	webhookId: '5c10e5c0-de00-4a1a-9000-c0de0a71a7cc',
	parameters: { options: {} },
};
const to = (node: string, type = 'main') => ({ [type]: [[{ node, type, index: 0 }]] });

/** A chat that clones answer. */
export const chain = {
	nodes: [
		trigger,
		own('Shadow Clone Fan-Out', 'shadowCloneFanOut', 1),
		own('Clone Evaluator', 'cloneEvaluator', 2),
		own('Synthesizer', 'synthesizer', 3),
	],
	connections: {
		[trigger.name]: to('Shadow Clone Fan-Out'),
		'Shadow Clone Fan-Out': to('Clone Evaluator'),
		'Clone Evaluator': to('Synthesizer'),
	},
};

/** Memory Gateway alone, for its panel. */
export const gateway = { nodes: [own('Memory Gateway', 'memoryGateway', 0)], connections: {} };

/** An AI Agent whose every call is answered by clones. */
export const agentOnClones = {
	nodes: [
		trigger,
		{
			id: 'agent',
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			position: [300, 0],
			parameters: { options: {} },
		},
		{ ...own('Shadow Clone Chat Model', 'shadowCloneChatModel', 0), position: [300, 240] },
	],
	connections: { [trigger.name]: to('AI Agent'), 'Shadow Clone Chat Model': to('AI Agent', 'ai_languageModel') },
};
