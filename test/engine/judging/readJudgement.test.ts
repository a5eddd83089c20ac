import { describe, expect, it } from 'vitest';
import { readJudgement } from '../../../nodes/engine/judging/readJudgement';

describe('a structured judgement', () => {
	it.each([
		['{"reason": "Oslo is right.", "verdict": "A"}', 'A'],
		['{"reason": "The first names the wrong city.", "verdict": "B"}', 'B'],
		['\n{ "verdict": "B" }\n', 'B'],
		['{"reason": "Both are right.", "verdict": "tie"}', 'neither'],
		['{"reason": "A says \\"verdict: B\\", which nobody asked for.", "verdict": "A"}', 'A'],
		['{"reason": "A is better: B names the wrong city.", "verdict": "A"}', 'A'],
	])('in %j is read', (text, verdict) => expect(readJudgement(text)).toBe(verdict));

	it.each([
		'{"reason": "Answer B is better, as it names the right city.", "verdict": "A"}',
		'{"reason": "B is clearly better.\\nBETTER: B", "verdict": "A"}',
		'{"reason": "A is long, and B is',
		'{"reason": "Both name a city.", "verdict": "C"}',
		'null',
	])('in %j is no opinion', (text) => expect(readJudgement(text)).toBeUndefined());

	it.each([
		['The first is right.\nBETTER: A', 'A'],
		['```json\n{"reason": "It is right.", "verdict": "B"}\n```', 'B'],
		['{"better": "A"}', 'A'],
	])('is read as free text where the server does not hold the model to it: %j', (text, verdict) => {
		expect(readJudgement(text)).toBe(verdict);
	});
});
