import { describe, expect, it } from 'vitest';
import { StopScanner } from '../../../scripts/embedded-model/stopScanner.mts';

function scan(stops: string[], pieces: string[]): { passed: string[]; stop: string | undefined } {
	const scanner = new StopScanner(stops);
	const passed: string[] = [];
	for (const piece of pieces) {
		const { text, stop } = scanner.push(piece);
		passed.push(text);
		if (stop !== undefined) return { passed, stop };
	}
	passed.push(scanner.flush());
	return { passed, stop: undefined };
}

describe('StopScanner', () => {
	it('passes everything on at once when there is nothing to stop at', () => {
		expect(scan([], ['one', ' two'])).toEqual({ passed: ['one', ' two', ''], stop: undefined });
	});

	it('cuts the text before a stop string, even one spread over pieces', () => {
		expect(scan(['END'], ['a', 'bE', 'N', 'D c'])).toEqual({ passed: ['a', 'b', '', ''], stop: 'END' });
	});

	it('passes on what only looked like the beginning of a stop string', () => {
		expect(scan(['END'], ['bE', 'N', 'x'])).toEqual({ passed: ['b', '', 'ENx', ''], stop: undefined });
	});

	it('passes on what it held back when the text is over', () => {
		expect(scan(['\n\n'], ['line\n']).passed.join('')).toBe('line\n');
	});

	it('stops at whichever comes first in the text', () => {
		expect(scan(['later', 'first'], ['a first b later'])).toEqual({ passed: ['a '], stop: 'first' });
	});
});
