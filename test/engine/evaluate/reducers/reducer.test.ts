import { describe, expect, it } from 'vitest';
import { joinReasons, type NamedOpinion } from '../../../../nodes/engine/evaluate/reducers/reducer';

const scored = (label: string, reason: string): NamedOpinion => ({
	label,
	opinion: { accepted: true, score: { kind: 'scored', value: 1, reason } },
});
const unscored = (label: string, reason: string): NamedOpinion => ({
	label,
	opinion: { accepted: false, score: { kind: 'unscored', reason } },
});

describe('joinReasons', () => {
	it('gives the reason alone where one scorer reached an opinion', () => {
		expect(joinReasons([scored('Run Tests', '3 of 3 passed'), unscored('Judge', 'no opinion')])).toBe('3 of 3 passed');
	});

	it('names each scorer where several reached one', () => {
		expect(joinReasons([scored('Run Tests', '3 of 3 passed'), scored('Vote', '4 of 5 agree')])).toBe(
			'Run Tests: 3 of 3 passed. Vote: 4 of 5 agree',
		);
	});

	it('hears all where none reached one', () => {
		expect(joinReasons([unscored('Run Tests', 'cannot be run'), unscored('Judge', 'no opinion')])).toBe(
			'Run Tests: cannot be run. Judge: no opinion',
		);
	});
});
