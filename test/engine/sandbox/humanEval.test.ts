import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSandbox, type Language } from '../../../nodes/engine/sandbox';
import { limits } from '../../contracts/sandbox';

interface Task {
	readonly name: string;
	readonly tests: string;
}

const data = join(__dirname, '../../data');
const never = new AbortController().signal;
const readTasks = (name: string) =>
	gunzipSync(readFileSync(join(data, name)))
		.toString()
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Task);

describe.each<[Language, string, number]>([
	['javascript', 'humaneval-js.jsonl.gz', 79],
	['typescript', 'humaneval-ts.jsonl.gz', 78],
])('The embedded sandbox runs HumanEval in %s', (language, file, count) => {
	const tasks = readTasks(file);

	it('reads the tests of every task, and gives nothing to an empty candidate', async () => {
		const sandbox = await createSandbox(language);
		expect(tasks).toHaveLength(count);
		const reports = await Promise.all(
			tasks.map(async ({ name, tests: source }) => {
				const tests = { kind: 'code', source } as const;
				await sandbox.checkTests(language, tests, never);
				return {
					name,
					asked: source.match(/^\s*assert\./gm)?.length,
					report: await sandbox.test({ language, code: '', tests, limits }, never),
				};
			}),
		);
		expect(reports.filter(({ report }) => report.passed > 0).map(({ name }) => name)).toEqual([]);
		expect(reports.filter(({ report, asked }) => report.total !== asked).map(({ name }) => name)).toEqual([]);
	});
});

it('The embedded sandbox passes a right answer to each JavaScript task', async () => {
	const sandbox = await createSandbox('javascript');
	const solutions = JSON.parse(readFileSync(join(data, 'humaneval-js-solutions.json'), 'utf8')) as Record<string, string>;
	const reports = await Promise.all(
		readTasks('humaneval-js.jsonl.gz').map(async ({ name, tests }) => ({
			name,
			report: await sandbox.test(
				{ language: 'javascript', code: solutions[name] ?? '', tests: { kind: 'code', source: tests }, limits },
				never,
			),
		})),
	);
	expect(reports.filter(({ report }) => report.kind !== 'finished' || report.passed !== report.total).map(({ name }) => name)).toEqual([]);
});
