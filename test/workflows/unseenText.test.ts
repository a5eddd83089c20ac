import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runTemplate } from '../support/runTemplate';
import { startVllmDouble } from '../support/vllmDouble/index.ts';
import type { ExportedWorkflow } from './describeExported';

/** Around what their user sends they put words of their own, so that no task is empty by itself. */
const patterns = [
	['translate-or-summarise-judged', 'Text', 'chatInput'],
	['extract-json-by-field-vote', 'Text', 'chatInput'],
	['code-with-tests-by-form', 'Task and tests', 'Task'],
	['classify-and-escalate', 'Message', 'Message'],
	['nightly-batch-over-a-data-table', 'Open rows', 'message'],
] as const;
const unseen = [' \n', '\u0000', '\u200b\u2060\ufeff', '\u3164\u2800'];

describe('patterns that put words of their own around a text', () => {
	it.each(patterns.flatMap((each) => unseen.map((text) => [...each, text] as const)))(
		'%s (%s, %s) asks nobody where nothing can be seen in it: %j',
		async (name, from, field, text) => {
			const pattern = JSON.parse(readFileSync(`workflows/patterns/${name}.json`, 'utf8')) as ExportedWorkflow;
			const double = await startVllmDouble();
			const { run } = await runTemplate(pattern, {
				...{ from, items: [{ [field]: text, Language: 'javascript' }] },
				credentials: { vllmApi: { url: double.baseUrl, apiKey: '' } },
			});
			await double.close();
			expect(JSON.stringify(run.data.resultData)).toContain('The task is empty');
			expect(double.requests).toEqual([]);
		},
	);
});
