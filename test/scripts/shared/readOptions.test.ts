import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { oneOf, wholeNumber, wholeNumbers } from '../../../scripts/shared/readOptions.mts';

const pathOf = (file: string) => join(__dirname, '../../../scripts', file);
const bench = (file: string) => pathOf(`bench/${file}.mts`);
const run = (file: string, option: string) => {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', file, option], {
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
};

/** What those of the package's commands start that take options and nothing else. */
const commands = Object.entries(manifest.scripts).flatMap(([name, command]) => {
	const file = /^node scripts\/(\S+\.mts)$/.exec(command)?.[1];
	return file !== undefined && /^(bench:|test:soak|pictures)/.test(name) ? [file] : [];
});
const scripts = [...commands, 'start/start.mts', 'bench/selection/recordAnswers.mts'];

describe('readOptions', () => {
	it.each(scripts)('lets %s end with its options where it is asked for them, or given another', (file) => {
		const options = /^It takes (no options|--[a-z-]+(, --[a-z-]+)*)\.\n$/;
		const told = run(pathOf(file), '--help');
		expect(told).toEqual({ status: 0, stdout: expect.stringMatching(options), stderr: '' });
		expect(run(pathOf(file), '--nonsense')).toEqual({ status: 1, stdout: '', stderr: `\nUnknown option '--nonsense'\n${told.stdout}` });
		expect(run(pathOf(file), 'nonsense')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(told.stdout) as string });
	});

	it.each([
		['lift', '--nonsense', /Unknown option '--nonsense'.*\nIt takes --model, --tasks, /],
		['lift', '--tasks=abc', /--tasks is "abc", and it is a whole number from 1\.\nAn example: --tasks=20/],
		['lift', '--only=js,zzz', /No row begins with zzz\.\nThere are js-approach/],
		['startTasks', '--model=banana', /--model is banana, and it is one of tiny, small, medium\./],
		['startTasks', '--runs=0', /--runs is "0"/],
		['research', '--tool-use=banana', /--tool-use is banana, and it is one of automatic, functionCalling, guided\./],
		['recall', '--nonsense', /Unknown option '--nonsense'.*\nIt takes --locomo, /],
		['fanout', '--sizes=5,many', /--sizes is "many", and it is a whole number from 1\./],
		['fanout', '--rounds=0', /--rounds is "0"/],
		['fanout', '--runs=1,-1', /--runs is "-1"/],
		['../soak', '--runs=4', /--runs is 4, and the runs are looked at in 5 parts\.\nAn example: --runs=300/],
	])('ends %s %s with a sentence and advice before anything is started', (file, option, words) => {
		const { status, stderr } = run(bench(file), option);
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
