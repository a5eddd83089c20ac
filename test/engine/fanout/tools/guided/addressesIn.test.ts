import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../../../../nodes/engine/fanout/tools/guided/addressesIn';

const read = (text: string, asked: readonly string[] = []) =>
	addressesIn(
		[{ id: 'S1.1', tool: 'search', asked: '', text }],
		asked.map((each) => ({ step: 1, name: 'open_page', asked: each, outcome: 'answered', durationMs: 1 })),
	);

describe('addressesIn', () => {
	it('leaves out what ends the sentence around an address', () => {
		const text =
			'See https://a.example/1. Then https://a.example/2, [this](https://a.example/3) and **https://a.example/4** (or https://a.example/5).';
		expect(read(text)).toEqual([1, 2, 3, 4, 5].map((page) => `https://a.example/${page}`));
		expect(read('见 https://a.example/1。又见（https://a.example/2），`https://a.example/3`')).toEqual(
			[1, 2, 3].map((page) => `https://a.example/${page}`),
		);
	});

	it('keeps the brackets that belong to an address', () => {
		expect(read('url: https://en.wikipedia.org/wiki/Paris_(Texas)\n(https://en.wikipedia.org/wiki/Mercury_(planet))')).toEqual([
			'https://en.wikipedia.org/wiki/Paris_(Texas)',
			'https://en.wikipedia.org/wiki/Mercury_(planet)',
		]);
	});

	it('leaves out what was asked for, but not what another address begins with', () => {
		const text = 'https://a.example/ https://a.example/page';
		expect(read(text, ['{"url":"https://a.example/page"}'])).toEqual(['https://a.example/']);
	});

	it('gives eight at most, and none without a host', () => {
		expect(read(Array.from({ length: 20 }, (_, page) => `https://a.example/${page}`).join(' '))).toHaveLength(8);
		expect(read('http:// and https://. and https://)')).toEqual([]);
	});
});
