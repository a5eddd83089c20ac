import { describe, expect, it } from 'vitest';
import { anchorsOf } from './anchorsOf';
import { fencesOf } from './fencesOf';
import { linksOf } from './linksOf';

const fenced = [
	'Text',
	'',
	'<!-- not run: needs Docker -->',
	'',
	'```sh',
	'docker run',
	'# [no](link)',
	'```',
	'',
	'    ~~~',
	'npm ci',
	'    ~~~',
].join('\n');

describe('linksOf', () => {
	it('finds links, pictures with a title, definitions and HTML', () => {
		const text = '[a](one.md#x) ![b](<two.png> "Two")\n\n[c]: three.md\n<img src="four.png" alt=""><a href="five.md">';
		expect(linksOf(text)).toEqual(['one.md#x', 'two.png', 'three.md', 'four.png', 'five.md']);
	});

	it('finds none in code', () => {
		expect(linksOf(`\`[a](b.md)\` ${fenced}`)).toEqual([]);
	});
});

describe('anchorsOf', () => {
	it('makes them as GitHub does', () => {
		const text = [
			'# Into your own n8n',
			'## The model of `npm start`',
			'## Tools, rounds & [more](x.md)',
			'## Größe: 3 × 4',
			'## snake_case',
		].join('\n');
		expect(anchorsOf(text)).toEqual(['into-your-own-n8n', 'the-model-of-npm-start', 'tools-rounds--more', 'größe-3--4', 'snake_case']);
	});

	it('numbers headings that come again, and takes anchors set by hand', () => {
		expect(anchorsOf('# A\n# A\n# A\n<a id="here"></a>')).toEqual(['a', 'a-1', 'a-2', 'here']);
	});

	it('takes a comment in a script for no heading', () => {
		expect(anchorsOf(fenced)).toEqual([]);
	});
});

describe('fencesOf', () => {
	it('gives each with its language, line and the comment before it', () => {
		expect(fencesOf(fenced)).toEqual([
			{ language: 'sh', code: 'docker run\n# [no](link)', line: 5, comment: 'not run: needs Docker' },
			{ language: '', code: 'npm ci', line: 10 },
		]);
	});
});
