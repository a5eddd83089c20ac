import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Passage {
	readonly id: string | number;
	readonly title: string;
	readonly text: string;
}

export interface Question {
	readonly question: string;
	readonly gold_passages: ReadonlyArray<string | number>;
	readonly steps: ReadonlyArray<{ readonly question: string; readonly answer: string }>;
}

export const readPassages = (): Passage[] => read<Passage>('musique-passages');
export const readQuestions = (): Question[] => read<Question>('musique-questions');

function read<Row>(name: string): Row[] {
	const text = gunzipSync(readFileSync(join(__dirname, '..', 'data', `${name}.jsonl.gz`))).toString('utf8');
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Row);
}
