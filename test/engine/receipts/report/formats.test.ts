import { expect, it } from 'vitest';
import { formatDuration, formatShort, formatWord } from '../../../../nodes/engine/receipts/report/formats';

it.each([
	[0, '0.0 s'],
	[9_949, '9.9 s'],
	[119_400, '119 s'],
	[125_000, '2 min 5 s'],
	[3_599_400, '59 min 59 s'],
	[3_600_000, '1 h'],
	[12_000_000, '3 h 20 min'],
	[200 * 3_600_000, '8 d 8 h'],
	[-2_500, '−2.5 s'],
])('%i ms read as %s', (ms, said) => expect(formatDuration(ms)).toBe(said));

it.each([
	[940, '940'],
	[9_999, '9,999'],
	[12_345, '12 k'],
	[19_471_082, '19.5 M'],
])('%i reads short as %s', (count, said) => expect(formatShort(count)).toBe(said));

it.each([
	['connectionRefused', 'Connection refused'],
	['tool calls', 'Tool calls'],
	['JSON', 'JSON'],
	['', ''],
])('the word %j reads as %j', (word, said) => expect(formatWord(word)).toBe(said));
