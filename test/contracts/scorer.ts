import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../nodes/engine/candidate';
import type { Assessment, Scorer } from '../../nodes/engine/evaluate/scorers';
import { candidateOf } from '../engine/evaluate/candidateOf';

export interface ScorerContract {
	/** Makes the scorer ready, in such a way that it finds `right` best. */
	readonly create: () => Scorer;
	/** Most calls of a model for a thousand candidates; absent: it asks none. */
	readonly mostCalls?: { readonly allowed: number; readonly made: () => number };
	/** It has nothing to say about a lone candidate. */
	readonly needsTwo?: boolean;
}

const task = 'Write largest(numbers). For example largest([3, 9, 2]) returns 9, and largest([-5, -2]) returns -2.';
export const right = 'function largest(numbers) { return Math.max(...numbers); }';

/** What models hand in. Each of them must cost its own candidate only. */
const hostile: Readonly<Record<string, string>> = {
	throws: 'function largest(numbers) { throw new Error("no"); }',
	hangs: 'function largest(numbers) { for (;;) {} }',
	'prints ten megabytes': 'function largest(numbers) { for (let i = 0; i < 1e5; i++) console.log("x".repeat(100)); return 0; }',
	'is ten megabytes': `// ${'x'.repeat(10 * 2 ** 20)}\nfunction largest(numbers) { return 1; }`,
	'is empty': '',
	'is the same as another': 'function largest(numbers) { throw new Error("no"); }',
	'is in the wrong language': 'def largest(numbers):\n    return sorted(numbers)[-1]',
	'is no code at all': 'I am sorry, I cannot do that.',
};

const toCandidates = (texts: readonly string[]): readonly Candidate[] =>
	texts.map((text, index) => candidateOf(text, index + 1, { run: { id: 'run-1', task, clone: index + 1, clones: texts.length } }));

/** What every scorer owes, whatever the candidates are. */
export function describeScorer(name: string, { create, mostCalls, needsTwo = false }: ScorerContract): void {
	describe(`${name} honours the scorer contract`, () => {
		const assess = async (texts: readonly string[]) => await create().assess(toCandidates(texts), new AbortController().signal);

		it.each(Object.entries(hostile))('finds the right one beside one that %s', async (_, text) => {
			const assessment = await assess([text, right, right.replace('Math.max', 'Math .max')]);
			checkOpinions(assessment, 3);
			expect(assessment.opinions[1]?.accepted).toBe(true);
			expect(assessment.opinions[0]?.accepted).toBe(false);
		});

		it('finds the right one among all of these together', async () => {
			const texts = [...Object.values(hostile), right, right.replace('Math.max', 'Math .max')];
			const assessment = await assess(texts);
			checkOpinions(assessment, texts.length);
			expect(assessment.opinions.findIndex(({ accepted }) => accepted)).toBe(texts.indexOf(right));
		});

		it('has one opinion of a lone candidate', async () => {
			const assessment = await assess([right]);
			checkOpinions(assessment, 1);
			if (needsTwo) expect(assessment.opinions[0]).toMatchObject({ accepted: false, score: { kind: 'unscored' } });
			else expect(assessment.opinions[0]?.accepted).toBe(true);
		});

		it('has an opinion of each of a thousand candidates', async () => {
			const texts = Array.from({ length: 1000 }, (_, index) =>
				index % 2 === 1 ? `${right} // ${index % 7}` : `function largest(numbers) { return ${index % 5}; }`,
			);
			const assessment = await assess(texts);
			checkOpinions(assessment, 1000);
			const accepted = assessment.opinions.flatMap((opinion, index) => (opinion.accepted ? [index] : []));
			expect(accepted.length).toBeGreaterThan(0);
			expect(accepted.filter((index) => index % 2 === 0)).toEqual([]);
			if (mostCalls !== undefined) expect(mostCalls.made()).toBeLessThanOrEqual(mostCalls.allowed);
		});
	});
}

/** One each, from 0 to 1 or unscored with a reason; what is unscored is never accepted. */
function checkOpinions({ opinions }: Assessment, count: number): void {
	expect(opinions).toHaveLength(count);
	for (const { score, accepted } of opinions) {
		expect(score.reason).toMatch(/\S/);
		if (score.kind === 'unscored') expect(accepted).toBe(false);
		else expect(score.value >= 0 && score.value <= 1).toBe(true);
	}
}
