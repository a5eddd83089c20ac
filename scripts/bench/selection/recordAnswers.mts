import { existsSync, readFileSync, appendFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { startEmbeddedModel } from '../../embedded-model/startEmbeddedModel.mts';
import { readOptions } from '../../shared/readOptions.mts';
import { runScript, SetupError } from '../../shared/setupError.mts';
import { readRows } from '../built.mts';

interface Passage {
	readonly id: number;
	readonly title: string;
	readonly text: string;
}

interface Question {
	readonly id: string;
	readonly question: string;
	readonly gold_passages: readonly number[];
}

/** What one model answered to one question, several times. */
export interface RecordedAnswers {
	readonly id: string;
	readonly model: string;
	readonly answers: readonly string[];
}

const answersEach = 5;
const asked = { temperature: 0.8, top_p: 0.95, max_tokens: 48 };
const target = fileURLToPath(new URL('../../../test/data/musique-answers.jsonl.gz', import.meta.url));

/**
 * Asks the embedded model each MuSiQue question five times, its gold passages in front, and keeps the answers for `bench:selection`.
 *
 * SHADOW_CLONES_MODEL says which model. Answers go to the file that `--keep` names, line by line, and what stands there
 * already is not asked again; in the end all of it becomes `test/data/musique-answers.jsonl.gz`.
 */
async function recordAnswers(): Promise<void> {
	const kept = readOptions({ keep: { type: 'string' } }, ({ keep }) => {
		if (keep !== undefined) return keep;
		throw new SetupError('Nothing says where the answers are kept meanwhile.', 'Name a file: --keep=answers.jsonl');
	});
	const passages = new Map(readRows<Passage>('musique-passages').map((passage) => [passage.id, passage]));
	const server = await startEmbeddedModel();
	const client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none' });
	const known = new Set(readKept(kept).map(({ id, model }) => `${model} ${id}`));
	try {
		for (const { id, question, gold_passages: gold } of readRows<Question>('musique-questions')) {
			if (known.has(`${server.model} ${id}`)) continue;
			const texts = gold.map((number) => passages.get(number)).map((passage) => `${passage!.title}\n${passage!.text}`);
			const content = `${texts.join('\n\n')}\n\nQuestion: ${question}\nAnswer from the passages above, in one short sentence.`;
			const answers = await Promise.all(
				Array.from({ length: answersEach }, async (_, seed) => {
					const { choices } = await client.chat.completions.create({
						model: server.model,
						messages: [{ role: 'user', content }],
						seed: seed + 1,
						...asked,
					});
					return choices[0]?.message.content?.trim() ?? '';
				}),
			);
			appendFileSync(kept, `${JSON.stringify({ id, model: server.model, answers } satisfies RecordedAnswers)}\n`);
		}
	} finally {
		await server.stop();
	}
	writeFileSync(target, gzipSync(readFileSync(kept), { level: 9 }));
}

function readKept(path: string): RecordedAnswers[] {
	if (!existsSync(path)) return [];
	const lines = readFileSync(path, 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RecordedAnswers);
}

if (import.meta.main) await runScript(recordAnswers);
