import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../nodes/engine/evaluate/patterns/compilePattern';
import { expectLinear } from '../../../support/expectLinear';

const patterns = [
	String.raw`Answer:\s*(.+)\s*$`,
	String.raw`\s+$`,
	String.raw`^(\w+\s?)+\.$`,
	String.raw`([a-zA-Z0-9._-]+)+@([a-zA-Z0-9.-]+)\.com`,
	String.raw`^(?:[a-z]+,\s*)*[a-z]+$`,
	'(a|aa)+$',
	'a.*z|a',
];
const shapes: ReadonlyArray<readonly [string, (length: number) => string]> = [
	['prose', (length) => 'The tower was built in 1889 and it is tall. '.repeat(length / 44)],
	['letters', (length) => 'a'.repeat(length)],
	['spaces', (length) => `Answer: 5${' '.repeat(length)}x`],
	['words', (length) => `${'word, '.repeat(length / 6)}!`],
];

describe('LinearPattern', () => {
	it.each(patterns.flatMap((pattern) => shapes.map(([name, shape]) => [pattern, name, shape] as const)))(
		'goes through a text in time that grows with it and no faster: %s on %s',
		(source, _, shape) => {
			const pattern = compilePattern(source, 'Pattern');
			expectLinear(shape, (text) => {
				pattern.test(text);
				pattern.first(text);
			});
		},
	);

	it('finds the last match of a text that matches everywhere', () => {
		const text = `${'1 '.repeat(90_000)}42`;
		expect(compilePattern(String.raw`\d+`, 'Pattern').last(text)).toEqual(['42']);
	});

	it('finds the last match where each of very many is looked for up to the end', () => {
		const started = process.threadCpuUsage();
		expect(compilePattern('a.*z|(a)', 'Pattern').last('a'.repeat(1_000_000))).toEqual(['a', 'a']);
		const { user, system } = process.threadCpuUsage(started);
		expect((user + system) / 1000).toBeLessThan(600);
	});
});
