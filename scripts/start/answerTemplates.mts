import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { step } from '../shared/step.mts';
import { askMemoryGateway } from './askMemoryGateway.mts';
import { askTemplate } from './askTemplate.mts';
import type { AskOptions, CodeTask } from './askTemplate.mts';
import { formatAnswer } from './formatAnswer.mts';
import { formatMemoryAnswer } from './formatMemoryAnswer.mts';

const templates = new URL('../../workflows/', import.meta.url);

/** What n8n is filled with. */
export const templateFiles = ['code-variations.json', 'memory-gateway-shadow-clones-ready.json'].map((file) => fileURLToPath(new URL(file, templates)));

const readList = async <Entry,>(file: string): Promise<Entry[]> => JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')) as Entry[];

/** Runs every template of a running n8n, and prints what came of it. */
export async function answerTemplates(address: string, options: AskOptions): Promise<void> {
	await answerTasks(address, options);
	await answerQuestions(address, options);
}

async function answerTasks(address: string, options: AskOptions): Promise<void> {
	const tasks = await readList<CodeTask>('../embedded-model/tasks.json');
	let picked = 0;
	for (const task of tasks) {
		const answer = await step(`five clones at work on "${task.name}"`, async () => await askTemplate(`${address}/webhook/code-variations`, task, options));
		console.log(`\n${formatAnswer(task, answer).join('\n')}`);
		if (answer.best) picked++;
	}
	console.log(`${picked} of ${tasks.length} tasks have a variation that passes its tests.\n`);
}

/** The second question is the first one again, the third needs what the first one said. */
async function answerQuestions(address: string, options: AskOptions): Promise<void> {
	const counts = { cached: 0, recalled: 0 };
	const questions = await readList<string>('questions.json');
	for (const question of questions) {
		const answer = await step(`the memory gateway at work on "${question}"`, async () => await askMemoryGateway(`${address}/webhook/memory-gateway`, question, options));
		console.log(`\n${formatMemoryAnswer(question, answer).join('\n')}`);
		if (answer.fromCache) counts.cached++;
		else if (answer.recalled.length > 0) counts.recalled++;
	}
	console.log(`${counts.cached} of ${questions.length} questions were answered from the cache, ${counts.recalled} with something from memory.`);
}
