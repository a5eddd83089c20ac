import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneOf, wholeNumber, wholeNumbers } from '../../../scripts/shared/readOptions.mts';

const bench = (file: string) => join(__dirname, '../../../scripts/bench', `${file}.mts`);

describe('readOptions', () => {
	it.each([
		['lift', '--nonsense', /Unknown option '--nonsense'.*\nIt takes --model, --tasks, /],
		['lift', '--tasks=abc', /--tasks is "abc", and it is a whole number from 1\.\nAn example: --tasks=20/],
		['lift', '--only=js,zzz', /No row begins with zzz\.\nThere are js-approach/],
		['startTasks', '--model=banana', /--model is banana, and it is one of tiny, small, medium\./],
		['startTasks', '--runs=0', /--runs is "0"/],
		['research', '--tool-use=banana', /--tool-use is banana, and it is one of automatic, functionCalling, guided\./],
		['recall', '--nonsense', /Unknown option '--nonsense'.*\nIt takes --locomo, /],
	])('ends %s %s with a sentence and advice before anything is started', (file, option, words) => {
		const { status, stderr } = spawnSync(process.execPath, [bench(file), option], { encoding: 'utf8' });
		expect([status, stderr]).toEqual([1, expect.stringMatching(words)]);
		expect(stderr).not.toMatch(/^\s+at /m);
	});
});

describe('wholeNumber', () => {
	it.each(['0', '-1', '1.5', '1e3', '', ' ', 'many', '99999999999999999'])('refuses %j', (text) => {
		expect(() => wholeNumber('runs', text)).toThrow(`--runs is ${JSON.stringify(text)}`);
	});

	it('reads one, or several with commas between them', () => {
		expect(wholeNumber('runs', '20')).toBe(20);
		expect(wholeNumbers('sizes', '1, 5,16')).toEqual([1, 5, 16]);
		expect(() => wholeNumbers('sizes', '1,,5')).toThrow('--sizes is ""');
	});
});

describe('oneOf', () => {
	it('takes the names that there are and no others', () => {
		expect(oneOf('on', 'vllm', ['vllm', 'embedded'])).toBe('vllm');
		expect(() => oneOf('on', 'VLLM', ['vllm', 'embedded'])).toThrow('--on is VLLM, and it is one of vllm, embedded.');
	});
});
