import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SandboxServiceApi } from '../../credentials/SandboxServiceApi.credentials';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { chatCloneFields } from '../../nodes/engine/chatClones/askAllClones';
import { fanOutFields } from '../../nodes/engine/endpoint/askerFields';
import { synthesisFields } from '../../nodes/engine/synthesize/job';
import { blamedIn, consistsOf, namesInSentences } from '../support/labelsInSentences';
import { readLabels } from '../support/readLabels';

const root = join(__dirname, '../..');
const labels = readLabels(
	[
		new CloneEvaluator(),
		new MemoryGateway(),
		new ShadowCloneChatModel(),
		new ShadowCloneFanOut(),
		new ShadowCloneMemory(),
		new Synthesizer(),
	],
	[new SandboxServiceApi(), new VllmApi()],
);

/** What sentences name that is not on our own screens: products, nodes and tools of others, a person in an example. */
const elsewhere = new Set([
	'Always Output Data',
	'Azure',
	'Cloudflare',
	'Continue',
	'Filter',
	'On Error',
	'LM Studio',
	'LiteLLM',
	'Node',
	'Chat Model',
	'Chat Models',
	'Base URL',
	'Logs',
	'Insights',
	'Ollama',
	'OpenAI',
	'OpenAI API',
	'JavaScript',
	'Search the Web',
	'Settings',
	'Open Page',
	'Open',
	'Credential',
	'Wait',
	'Anna',
	'Automatically Passthrough Binary Images',
	'Chat Trigger',
	'When Executed by Another Workflow',
	'OpenRouter',
	'Jest',
	'Piston',
	'Postgres',
	'Python',
]);

const withoutUnit = (label: string) => label.replace(/\s\([^)]*\)?$/, '');
const known = new Set([...labels].flatMap((label) => [label, withoutUnit(label)]));
const isKnown = (name: string): boolean => known.has(withoutUnit(name)) || elsewhere.has(name);
/** Programs in other languages, what is said to models, and lists of abbreviations name no labels. */
const isForPeople = (file: string) =>
	!/Source\.ts$|prompts|sandbox.(?:guest|embedded|python)|maths|migrations|endpoint.reading|endsNoSentence/.test(file);

describe('labels that sentences name', () => {
	it('exist on screen', () => {
		const files = globSync('{nodes,credentials}/**/*.ts', { cwd: root }).filter(isForPeople);
		const missing = files.flatMap((file) =>
			namesInSentences(readFileSync(join(root, file), 'utf8'))
				.filter((readings) => !readings.some((name) => consistsOf(name, isKnown)))
				.map(([name]) => `${name} (${file})`),
		);
		expect([...new Set(missing)]).toEqual([]);
	});
});

/** Of n8n's own credential for Postgres, and what a model calls a tool. */
const blamedElsewhere = new Set(['The Postgres credential', 'SSH Tunnel', 'Open page']);

describe('fields that are to blame for an error', () => {
	it('exist on screen', () => {
		const files = globSync('{nodes,credentials}/**/*.ts', { cwd: root });
		const blamed = files.flatMap((file) => blamedIn(readFileSync(join(root, file), 'utf8')).map((name) => ({ name, file })));
		expect(blamed.length).toBeGreaterThan(100);
		// "Credential for Postgres" is n8n's own wording of the field Credential; of a path, each step is a label.
		const isShown = (name: string) => name.split(' › ').every((step) => isKnown(step.replace(/^Credential for .+$/, 'Credential')));
		expect(blamed.filter(({ name }) => !blamedElsewhere.has(name) && !isShown(name))).toEqual([]);
	});
});

describe('fields that advice about a model server names', () => {
	it.each([
		[new ShadowCloneFanOut(), fanOutFields],
		[new ShadowCloneChatModel(), chatCloneFields],
		[new Synthesizer(), synthesisFields],
	] as const)('are fields of $description.displayName', (node, fields) => {
		const own = [...readLabels([node], [])].map(withoutUnit);
		expect(fields.filter((field) => !own.includes(field))).toEqual([]);
	});
});

describe('names in sentences', () => {
	it.each([
		["'Raise Max Tokens, or set Answer Format to JSON.'", ['Max Tokens', 'Answer Format to JSON']],
		['`Switch ${what} on in Run Tests.`', ['Run Tests']],
		["'The model says nothing of it. It waits.'", []],
	])('of %s are found', (source, names) => {
		expect(namesInSentences(source).map((readings) => readings.at(-1))).toEqual(names);
	});

	it('are told from those that no label has', () => expect(consistsOf('Answer Shape', isKnown)).toBe(false));
});
