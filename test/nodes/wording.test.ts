import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType, INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { SandboxServiceApi } from '../../credentials/SandboxServiceApi.credentials';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { sentencesOf } from '../support/labelsInSentences';

const root = join(__dirname, '../..');

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;
type Screen = INodeTypeDescription | ICredentialType;

const screens: readonly Screen[] = [
	new CloneEvaluator().description,
	new MemoryGateway().description,
	new ShadowCloneChatModel().description,
	new ShadowCloneFanOut().description,
	new ShadowCloneMemory().description,
	new Synthesizer().description,
	new SandboxServiceApi(),
	new VllmApi(),
];

/** What one field, option or choice shows. */
interface Shown {
	readonly label: string;
	readonly texts: readonly string[];
	readonly action?: string;
}

const shown = screens.flatMap((screen): Shown[] => [
	{ label: screen.displayName, texts: 'description' in screen ? [screen.description] : [] },
	...screen.properties.flatMap(readEntry),
]);

function readEntry(entry: Entry): Shown[] {
	const inner: readonly Entry[] = 'values' in entry ? entry.values : 'options' in entry ? (entry.options ?? []) : [];
	const { description, placeholder, hint } = entry as { description?: string; placeholder?: string; hint?: string };
	const label = 'displayName' in entry ? entry.displayName : entry.name;
	const texts = [description, placeholder, hint].filter((text) => text !== undefined);
	return [{ label, texts, ...('action' in entry && entry.action !== undefined && { action: entry.action }) }, ...inner.flatMap(readEntry)];
}

/** Programs in other languages, and what is said to models, are not read by users. */
const isForPeople = (file: string) =>
	!/Source\.ts$|prompts|sandbox.(?:guest|embedded|python)|endpoint.(?:thinking|writtenCalls)/.test(file);
/** The report is a page of HTML, shown in no editor. */
const isOfPage = (text: string) => /receipts.report.\w+\.ts\)$/.test(text);
const sentences = globSync('{nodes,credentials}/**/*.ts', { cwd: root })
	.filter(isForPeople)
	.flatMap((file) => sentencesOf(readFileSync(join(root, file), 'utf8')).map((text) => `${text} (${file})`));

const unwanted = /\b(?:shall|whoever|mends?|mended|reckon(?:s|ed)?|anew|left empty|mostly)\b/i;
/** A placeholder for a word, such as that of a model; links are meant. */
const vanishing = /<(?!\/?a[\s>])[a-z][\w -]*>/i;

describe('labels', () => {
	it('say Max, not Most, and Base URL, not Address', () => {
		expect(shown.map(({ label }) => label).filter((label) => /^(?:Most|Least|Longest)\b|^Address$/.test(label))).toEqual([]);
	});
});

describe('actions', () => {
	it('have no articles', () => {
		const actions = shown.flatMap(({ action }) => action ?? []);
		expect(actions.length).toBeGreaterThan(5);
		expect(actions.filter((action) => /\b(?:an?|the)\b/i.test(action))).toEqual([]);
	});
});

describe('what users read', () => {
	const texts = [...shown.flatMap(({ label, texts, action = '' }) => [label, ...texts, action]), ...sentences];

	it('has no words that nobody says', () => expect(texts.filter((text) => unwanted.test(text))).toEqual([]));

	it('has no names in angle brackets, which the editor would take for HTML', () => {
		expect(texts.filter((text) => vanishing.test(text) && !isOfPage(text))).toEqual([]);
	});
});

it.each([
	['Start it with: vllm serve <model>.', vanishing, true],
	['Use an <a href="https://docs.n8n.io/">expression</a>.', vanishing, false],
	['The largest number, 3 < 4 and 5 > 4', vanishing, false],
	['Install it anew', unwanted, true],
	['We recommend it', unwanted, false],
])('%s is told', (text, rule, isFound) => expect(rule.test(text)).toBe(isFound));
