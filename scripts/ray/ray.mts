import { parseArgs } from 'node:util';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { checkRay } from './checkRay.mts';
import { readBaseUrl } from './readPlace.mts';
import { startHead, startJoined, stopOwn } from './session.mts';

const usage = `Say one of these:
  npm run ray -- head LARGE-MODEL SMALL-MODEL   start Ray here and serve both; the large model runs on this machine
  npm run ray -- join HEAD                      on a second machine: the small model runs there
  npm run ray -- check [ADDRESS]                ask both
  npm run ray -- stop                           end what was started on this machine
With --stand-in, both models are stand-ins without weights.`;

const flags = {
	port: { type: 'string', default: '8000' },
	'ray-port': { type: 'string', default: '6399' },
	'stand-in': { type: 'boolean', default: false },
} as const;

/** How many names each command takes. */
const mostNames: Readonly<Record<string, number>> = { head: 2, join: 1, check: 1, stop: 0 };

/** Two machines that serve a large and a small model at one address. */
await runScript(async () => {
	const { values, positionals } = readArguments();
	const [command, ...names] = positionals;
	const tooMany = names[mostNames[command ?? ''] ?? names.length];
	if (tooMany !== undefined) throw new SetupError(`${tooMany} is one word too many.`, usage);
	const setup = { port: readPort(values.port), rayPort: readPort(values['ray-port']), standIn: values['stand-in'] };
	switch (command) {
		case 'head':
			return await startHead(names, setup);
		case 'join':
			return await startJoined(names[0], setup);
		case 'check':
			return await printCheck(readBaseUrl(names[0] ?? '127.0.0.1', setup.port));
		case 'stop':
			return await stopOwn();
		default:
			throw new SetupError(command === undefined ? 'No command was given.' : `\`${command}\` is no command of this script.`, usage);
	}
});

function readArguments() {
	try {
		return parseArgs({ options: flags, allowPositionals: true });
	} catch (error) {
		throw new SetupError((error as Error).message, usage);
	}
}

function readPort(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new SetupError(`${text} is no port.`, 'Say a whole number from 1 to 65535.');
}

async function printCheck(address: string): Promise<void> {
	// A model whose machine has not joined yet is waited for.
	const answers = await step('asking the models', async () => await checkRay(address));
	for (const { model, text, durationMs } of answers)
		console.log(`${model} answered in ${(durationMs / 1000).toFixed(1)} s: ${JSON.stringify(text)}`);
	console.log(`\nEnter ${address} as Base URL in n8n's vLLM API credential, with the name of this machine in place of 127.0.0.1.`);
}
