import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOpen } from '../../../../scripts/bench/lift/answerRows.mts';
import { type KeptQuestion, ResultsFile } from '../../../../scripts/bench/lift/resultsFile.mts';
import { chooseRows } from '../../../../scripts/bench/lift/rows.mts';

const start = { startedAt: '2026-11-28T20:00:00.000Z', machine: '2 cores', served: 'x', model: 'm', command: 'c' };
const kept = (id: string, text = 'an answer', row = 'js-approach'): KeptQuestion => ({
	row,
	id,
	answers: [{ approach: 'Plain', text, finishReason: 'stop', promptTokens: 10, completionTokens: 5, ms: 100 }],
	wallMs: 100,
});

let folder: string;
let path: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'lift-'));
	path = join(folder, 'results', 'small');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('ResultsFile', () => {
	it('reads back what was appended, by another process too', () => {
		new ResultsFile(path).append(start);
		new ResultsFile(path).append(kept('a'));
		expect(new ResultsFile(path).read()).toEqual([start, kept('a')]);
	});

	it('leaves out a line that was cut when the run was killed, and goes on behind it', () => {
		const file = new ResultsFile(path);
		file.append(kept('a'));
		appendFileSync(`${path}.jsonl`, '{"row":"js-approach","id":"b","ans');
		expect(file.read()).toEqual([kept('a')]);
		file.append(kept('b'));
		expect(file.read()).toEqual([kept('a'), kept('b')]);
	});

	it('packs everything, goes on behind the packed part, and lets a later answer to the same question count', () => {
		const file = new ResultsFile(path);
		file.append(start);
		for (let number = 0; number < 50; number++) file.append(kept(String(number)));
		file.append(start);
		const size = statSync(`${path}.jsonl`).size;
		file.pack();
		expect(existsSync(`${path}.jsonl`)).toBe(false);
		expect(statSync(`${path}.jsonl.gz`).size).toBeLessThan(size / 5);
		file.append(kept('7', 'a better one'));
		const lines = new ResultsFile(path).read();
		// The second start, behind which nothing came, is gone.
		expect(lines).toHaveLength(51);
		expect(lines.at(-1)).toEqual(kept('7', 'a better one'));
	});
});

describe('findOpen', () => {
	it('leaves out what was answered in that row, and no more', () => {
		const file = new ResultsFile(path);
		const rows = chooseRows('js-approach,py-sampling');
		const before = findOpen(rows, 3, file);
		expect(before.map(({ row, question }) => [row.name, question.id])).toEqual([
			['js-approach', 'HumanEval_0_has_close_elements'],
			['js-approach', 'HumanEval_2_truncate_number'],
			['js-approach', expect.any(String)],
			['py-sampling', 'HumanEval/0'],
			['py-sampling', 'HumanEval/2'],
			['py-sampling', 'HumanEval/4'],
		]);
		file.append(kept('HumanEval_2_truncate_number'));
		file.append(kept('HumanEval/0', '', 'py-approach'));
		expect(findOpen(rows, 3, file)).toHaveLength(5);
	});
});

describe('chooseRows', () => {
	it('takes rows by the beginnings of their names, in the asked order, and all where none is asked', () => {
		expect(chooseRows('gsm8k,js-im').map(({ name }) => name)).toEqual([
			'gsm8k-sampling',
			'gsm8k-approach',
			'gsm8k-alone',
			'js-improve',
			'gsm8k-ten',
		]);
		expect(chooseRows('').length).toBeGreaterThan(10);
	});
});
