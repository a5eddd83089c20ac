import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { step } from '../shared/step.mts';
import { readWorkflow } from '../real-n8n/workflow.mts';
import type { Workflow } from '../real-n8n/workflow.mts';
import { askCooperativeSearch } from './askCooperativeSearch.mts';
import { askMemoryGateway } from './askMemoryGateway.mts';
import { askTemplate } from './askTemplate.mts';
import type { AskOptions, CodeTask } from './askTemplate.mts';
import { formatAnswer } from './formatAnswer.mts';
import { formatMemoryAnswer } from './formatMemoryAnswer.mts';
import { formatSearchAnswer } from './formatSearchAnswer.mts';

const templates = new URL('../../workflows/', import.meta.url);

const fileOf = (name: string) => fileURLToPath(new URL(name, templates));

/** What the answers need and half as much again, for the embedded model; any other server is left to the templates' own limits. */
export const longest = { code: 160, sentence: 40, research: 300 };

/** The example in the task and how the code behaves decide: a small model drafts tests for a minute and a half, most of them wrong. */
const draftedTests = 0;

/** In each of two rounds: enough to search, and then to open a page or to calculate, for the question that is asked here. */
const fewSteps = 1;

interface DemonstrationOptions extends AskOptions {
	readonly isEmbedded: boolean;
}

const within = ({ isEmbedded, ...options }: DemonstrationOptions, maxTokens: number): AskOptions => ({
	...options,
	...(isEmbedded && { maxTokens }),
});

const demonstrations = [
	{ file: 'code-variations.json', demonstrate: answerTasks },
	{ file: 'memory-gateway-shadow-clones-ready.json', demonstrate: answerQuestions },
	{ file: 'cooperative-search.json', demonstrate: research },
];

/** What n8n is filled with; the clones of the cooperative search look things up at `searchAddress`. */
export async function readTemplates(searchAddress: string): Promise<Workflow[]> {
	const templates = await Promise.all(demonstrations.map(async ({ file }) => await readWorkflow(fileOf(file))));
	return templates.map((template) => withSearchAddress(template, searchAddress));
}

/** The template as a user has set it up: clones search at an address and may open what its host serves. One without such a setting stays as it is. */
export function withSearchAddress(template: Workflow, address: string): Workflow {
	const nodes = template.nodes.map((node) => {
		const { assignments, ...others } = node.parameters as { assignments?: { assignments: Array<{ name: string; value: unknown }> } };
		if (node.name !== 'Settings' || !assignments) return node;
		const values: Readonly<Record<string, string>> = { searchAddress: address, privateHosts: URL.parse(address)?.host ?? '' };
		const set = assignments.assignments.map((each) => ({ ...each, value: values[each.name] ?? each.value }));
		return { ...node, parameters: { ...others, assignments: { assignments: set } } };
	});
	return { ...template, nodes };
}

const readList = async <Entry,>(file: string): Promise<Entry[]> =>
	JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')) as Entry[];

/** Runs every template of a running n8n that nobody has edited, and prints what came of it. */
export async function answerTemplates(address: string, options: DemonstrationOptions & { edited: readonly string[] }): Promise<void> {
	for (const { file, demonstrate } of demonstrations) {
		const { name } = await readWorkflow(fileOf(file));
		if (options.edited.includes(name)) {
			console.log(`  You edited or deleted "${name}": it stays as it is and is not asked. The original is workflows/${file}.`);
		} else await demonstrate(address, options);
	}
}

async function answerTasks(address: string, options: DemonstrationOptions): Promise<void> {
	const tasks = await readList<CodeTask>('../embedded-model/tasks.json');
	let picked = 0;
	for (const task of tasks) {
		const answer = await step(
			`five clones at work on "${task.name}"`,
			async () =>
				await askTemplate(`${address}/webhook/code-variations`, task, {
					...within(options, longest.code),
					...(options.isEmbedded && { draftedTests }),
				}),
		);
		console.log(`\n${formatAnswer(task, answer).join('\n')}`);
		if (answer.best) picked++;
	}
	console.log(`${picked} of ${tasks.length} tasks have a variation that was picked.\n`);
}

/** The second question is the first one again, the third needs what the first one said. */
async function answerQuestions(address: string, options: DemonstrationOptions): Promise<void> {
	const counts = { cached: 0, recalled: 0 };
	const questions = await readList<string>('questions.json');
	for (const question of questions) {
		const answer = await step(
			`the memory gateway at work on "${question}"`,
			async () => await askMemoryGateway(`${address}/webhook/memory-gateway`, question, within(options, longest.sentence)),
		);
		console.log(`\n${formatMemoryAnswer(question, answer).join('\n')}`);
		if (answer.fromCache) counts.cached++;
		else if (answer.recalled.length > 0) counts.recalled++;
	}
	console.log(
		`${counts.cached} of ${questions.length} questions were answered from the cache, ${counts.recalled} with something from memory.`,
	);
}

const researchQuestion = 'How high is Blackpool Tower, and when was it opened?';

async function research(address: string, options: DemonstrationOptions): Promise<void> {
	const answer = await step(
		`three clones research "${researchQuestion}"`,
		async () =>
			await askCooperativeSearch(`${address}/webhook/cooperative-search`, researchQuestion, {
				...within(options, longest.research),
				...(options.isEmbedded && { toolSteps: fewSteps }),
			}),
	);
	console.log(`\n${formatSearchAnswer(researchQuestion, answer).join('\n')}`);
	if (answer.findings.length === 0)
		console.log(
			'No finding was posted, as nothing that the clones read bore on the question. The best answer was passed through, without citations.',
		);
}
