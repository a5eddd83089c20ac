import { writeSync } from 'node:fs';
import { openPostgresProcess } from './openPostgresProcess.mts';

const { openRecords } = await import('../../nodes/engine/memory/stores/postgres/records.ts');
const { openLeases } = await import('../../nodes/engine/memory/stores/postgres/leases.ts');
const { AnswerCache } = await import('../../nodes/engine/cache/answerCache.ts');

/**
 * A process of its own in which callers ask the same questions through the answer cache, all at once: `address callers questions answerMs leaseMs`.
 *
 * It says `asked KEY` when a model would be asked, and at the end how many had an answer. With a negative time the model never answers.
 */
const { query, words, close } = openPostgresProcess(8);
const [callers = 0, questions = 0, answerMs = 0, leaseMs = 0] = words.map(Number);
const ask = async <Result,>(_namespace: string, signal: AbortSignal, work: () => Promise<Result>) => {
	signal.throwIfAborted();
	return await work();
};
const cache = new AnswerCache({
	records: openRecords(query, ask),
	leases: openLeases(query, ask),
	namespace: 'asked',
	savesAnswers: true,
	leaseMs,
});
const answered = await Promise.all(
	Array.from({ length: callers * questions }, async (_, index) => {
		const key = `question ${index % questions}`;
		const askModel = async () => {
			writeSync(1, `asked ${key}\n`);
			await new Promise((resolve) => setTimeout(resolve, answerMs < 0 ? 2 ** 30 : answerMs));
			return { model: 'm', text: `answer to ${key}`, finishReason: 'stop', usage: {} } as never;
		};
		const { answer } = await cache.answer<{ text: string } & never>(
			{ key, asksForJson: false, ask: askModel },
			new AbortController().signal,
		);
		return (answer as { text: string }).text === `answer to ${key}`;
	}),
);
writeSync(1, `answered ${answered.filter((isRight) => isRight).length}\n`);
for (const note of cache.notes) writeSync(1, `note ${note}\n`);
await close();
