// Plain JavaScript: n8n loads it as it lies here, and Node strips no types below node_modules.
const { createRequire } = require('node:module');

// The very undici that our own node asks with.
const { Agent, request } = createRequire(require.resolve('n8n-nodes-shadow-clones/package.json'))('undici');

/** Kept for the next execution, as our node keeps its connections. */
const dispatcher = new Agent({ keepAliveTimeout: 4_000, connections: null, headersTimeout: 0, bodyTimeout: 0 });

/** The floor: asks so many times at once and keeps the text, with no limit, retry, check or receipt. */
class BareUndici {
	description = {
		displayName: 'Bare undici',
		name: 'bareUndici',
		group: ['transform'],
		version: 1,
		description: 'Asks many times at once and does nothing else',
		defaults: { name: 'Bare undici' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Clones', name: 'clones', type: 'number', default: 5 },
			{ displayName: 'Model', name: 'model', type: 'string', default: '' },
			{ displayName: 'Prompt', name: 'prompt', type: 'string', default: '' },
		],
	};

	async execute() {
		const [url, clones, model, prompt] = ['url', 'clones', 'model', 'prompt'].map((name) => this.getNodeParameter(name, 0));
		const messages = [{ role: 'user', content: prompt }];
		const firstSeed = Math.floor(Math.random() * 2 ** 31);
		const ask = async (_, index) => {
			const { body } = await request(url, {
				dispatcher,
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ model, messages, seed: firstSeed + index }),
			});
			const { choices } = JSON.parse(await body.text());
			return { json: { text: choices[0].message.content }, pairedItem: { item: 0 } };
		};
		return [await Promise.all(Array.from({ length: clones }, ask))];
	}
}

module.exports = { BareUndici };
