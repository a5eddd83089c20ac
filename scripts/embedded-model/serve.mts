import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { AddressInfo } from 'node:net';
import { runScript } from '../shared/setupError.mts';
import { createChatServer } from './createChatServer.mts';
import { EmbeddedModel } from './embeddedModel.mts';

/** Serves one GGUF file on loopback until told to stop. `startEmbeddedModel` runs this as a process of its own. */
async function serve(): Promise<void> {
	const { values } = parseArgs({
		options: {
			model: { type: 'string' },
			runtime: { type: 'string' },
			port: { type: 'string', default: '0' },
			name: { type: 'string' },
			'max-model-len': { type: 'string', default: '4096' },
			sequences: { type: 'string', default: '5' },
			'at-once': { type: 'string' },
			threads: { type: 'string' },
		},
	});
	if (!values.model || !values.runtime) throw new Error('serve.mts needs --model <file.gguf> and --runtime <folder>');
	const model = await EmbeddedModel.load({
		modelPath: values.model,
		runtimeFolder: values.runtime,
		maxModelLen: Number(values['max-model-len']),
		sequences: Number(values.sequences),
		...(values['at-once'] !== undefined && { atOnce: Number(values['at-once']) }),
		...(values.threads !== undefined && { threads: Number(values.threads) }),
	});
	// The key comes by environment: arguments can be read by everyone on the machine.
	const apiKey = process.env['EMBEDDED_MODEL_API_KEY'];
	const modelId =
		values.name ??
		basename(values.model)
			.replace(/\.gguf$/i, '')
			.toLowerCase();
	const server = createChatServer({ model, modelId, ...(apiKey && { apiKey }) });
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(Number(values.port), '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	process.send?.({ port, modelId });
	console.log(`${modelId} answers at http://127.0.0.1:${port}/v1`);
	const stop = () => process.exit(0);
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	// The one that started this is gone without a word: a model that nobody can stop must not stay behind.
	process.once('disconnect', stop);
}

await runScript(serve);
