import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../nodes/engine/candidate';
import type { ChatAnswer } from '../../../../nodes/engine/endpoint/endpoint';
import { EngineError } from '../../../../nodes/engine/errors';
import {
	createScorer,
	type Assessment,
	type Question,
	type ScorerSettings,
	type ScorerTools,
} from '../../../../nodes/engine/evaluate/scorers';
import { toldOf } from '../../../support/toldOf';
import { candidateOf, candidatesOf } from '../candidateOf';
import { ScriptedSandbox } from '../ScriptedSandbox';

const { signal } = new AbortController();
const none = { openSandbox: async () => new ScriptedSandbox(() => new Error('Consensus runs no code')), extractCode: () => undefined };

async function assess(
	candidates: readonly Candidate[],
	compareBy: ScorerSettings['consensus']['compareBy'] = 'words',
	tools: Partial<ScorerTools> = {},
	minimumLikeness = 0,
): Promise<Assessment> {
	const settings = { compareBy, embeddingModel: '', comparingModel: '', minimumLikeness };
	return await createScorer('consensus', settings, { ...none, drawMarker: () => 'marker00', ...tools }).assess(candidates, signal);
}

const accepted = ({ opinions }: Assessment) => opinions.map((opinion) => opinion.accepted);
const reasons = ({ opinions }: Assessment) => opinions.map(({ score }) => score.reason);
const kinds = ({ opinions }: Assessment) => opinions.map(({ score }) => score.kind);

class ServerDown extends EngineError {
	override readonly name = 'EndpointError';
	readonly advice = 'Start it.';
}

const answers = [
	'The company was founded in Oslo in 1921.',
	'I do not know, sorry.',
	'It was founded in Oslo, in 1921.',
	'The company was founded in Bergen.',
	'The company was founded in 1921 in Oslo by two brothers.',
];

describe('Consensus by words', () => {
	it('accepts the answer that is most like all others', async () => {
		const assessment = await assess(candidatesOf(...answers));
		expect(accepted(assessment)).toEqual([true, false, false, false, false]);
		expect(reasons(assessment)[0]).toMatch(/^\d\d % like the others, by words$/);
		expect(assessment.remarks).toEqual([]);
		expect(assessment).not.toHaveProperty('asked');
	});

	it('lets answers that are the same lead together', async () => {
		const assessment = await assess(candidatesOf('Oslo.', 'Bergen.', 'oslo.'));
		expect(accepted(assessment)).toEqual([true, false, true]);
		expect(assessment.ties).toBe(1);
	});

	it('counts several answers of one clone as one vote, and lets none of them back another', async () => {
		const many = [1, 1, 1, 1, 2, 3].map((clone, index) =>
			candidateOf(index < 4 ? 'The answer is Bergen.' : 'It is Oslo, of course.', clone),
		);
		expect(accepted(await assess(many))).toEqual([false, false, false, false, true, true]);
	});

	it('counts an answer that the cache handed out again once', async () => {
		const cached = { answerKey: 'same', cached: { savedAt: '2026-11-22T18:00:00.000Z' } };
		const copies = [1, 2, 3].map((clone) => candidateOf('The answer is Bergen.', clone, clone === 1 ? { answerKey: 'same' } : cached));
		const others = [4, 5].map((clone) => candidateOf('It is Oslo, of course.', clone));
		expect(accepted(await assess([...copies, ...others]))).toEqual([false, false, false, true, true]);
	});

	it.each([
		['a lone answer', [candidateOf('Oslo.')]],
		['several answers of one clone', [candidateOf('Oslo.'), candidateOf('Bergen.')]],
		['one answer beside an empty one', [candidateOf('Oslo.'), candidateOf('  ', 2)]],
		['one answer beside one that broke off', [candidateOf('Oslo.'), candidateOf('Berg', 2, { finishReason: 'cut' })]],
	])('has no opinion of %s', async (_, candidates) => {
		const assessment = await assess(candidates);
		expect(kinds(assessment)).toEqual(candidates.map(() => 'unscored'));
		expect(reasons(assessment)[0]).toBe('There is no answer of another clone to compare it with');
	});

	it('neither scores nor asks an answer that is empty or broke off', async () => {
		const assessment = await assess([...candidatesOf('Oslo.', 'Oslo!', ' '), candidateOf('Bergen', 4, { finishReason: 'cut' })]);
		expect(kinds(assessment)).toEqual(['scored', 'scored', 'unscored', 'unscored']);
		expect(reasons(assessment).slice(2)).toEqual([
			'There is no text to compare',
			'The answer broke off before its end, so it is not compared',
		]);
	});

	it('lets the answer of a larger model lead that was asked because the others were unsure', async () => {
		const larger = candidateOf('It is Bergen.', 4, { larger: true });
		const assessment = await assess([...candidatesOf('Oslo, surely.', 'Oslo, surely.', 'It is Bergen!'), larger]);
		expect(accepted(assessment)).toEqual([false, false, false, true]);
	});

	it.each([
		['alpha', 'beta', 'gamma'],
		['It is Oslo.', 'It is Bergen!', 'No idea.'],
		['Oslo', 'Oslo', 'Bergen'],
	])('says that the larger model decided, and how far %s, %s and %s are from it', async (...smaller) => {
		const larger = candidateOf('It is Bergen.', 4, { larger: true });
		const assessment = await assess([...candidatesOf(...smaller), larger], 'words', {}, 0.9);
		expect(accepted(assessment)).toEqual([false, false, false, true]);
		expect(reasons(assessment).slice(0, 3)).toEqual(
			Array(3).fill(expect.stringMatching(/^\d{1,2} % like the larger model's answer, by words$/)),
		);
		expect(reasons(assessment)[3]).toMatch(/^\d{1,2} % like the others, by words; the larger model decided$/);
		expect(assessment.agreement).toBeLessThan(0.9);
		expect(assessment.remarks).toEqual([]);
	});

	it('compares the others with each answer of the larger model where it gave several', async () => {
		const larger = [4, 5].map((clone) => candidateOf('It is Bergen.', clone, { larger: true }));
		const assessment = await assess([...candidatesOf('It is Oslo.', 'It is Bergen.', 'No idea.'), ...larger]);
		expect(reasons(assessment)[1]).toBe("100 % like the larger model's answers, by words");
		expect(reasons(assessment)[3]).toMatch(/^\d\d % like the others, by words; the larger model decided$/);
	});

	it('compares a thousand long answers with as many as its bounds allow, in turns with everybody else, and says so', async () => {
		let turns = 0;
		const count = setInterval(() => turns++, 0);
		const long = (word: string) => `${word} `.repeat(20_000);
		const assessment = await assess(
			Array.from({ length: 1000 }, (_, index) => candidateOf(long(index % 3 === 0 ? 'Bergen' : 'Oslo'), index + 1)),
		);
		clearInterval(count);
		const best = accepted(assessment).flatMap((each, index) => (each ? [index] : []));
		expect(best.length).toBeGreaterThan(0);
		expect(best.filter((index) => index % 3 === 0)).toEqual([]);
		expect(assessment.remarks).toEqual([
			'1000 of 1000 answers are long and were compared by their first 300 characters',
			'Each of 1000 answers was compared with 32 of them, spread over all',
		]);
		expect(turns).toBeGreaterThan(10);
	});

	it('accepts none where even the leading answer is not enough like the others, and says so', async () => {
		const assessment = await assess(candidatesOf(...answers), 'words', {}, 0.9);
		expect(accepted(assessment)).toEqual([false, false, false, false, false]);
		expect(reasons(assessment)[0]).toMatch(/by words; the leading answer needs 90 %$/);
		expect(assessment.agreement).toBeLessThan(0.9);
	});

	it.each([
		['yes', 'no', '17'],
		['Autumn Leaves Coffee', 'The Bean Scene', 'Brewtiful Mornings'],
		['I do not know, sorry.', 'The company was founded in Oslo in 1921.', 'Plants turn light into sugar.'],
	])('says that no two answers are alike where the leading one is as good as any: %s, %s, %s', async (...different) => {
		const assessment = await assess(candidatesOf(...different));
		const leading = reasons(assessment).filter((_, index) => accepted(assessment)[index]);
		expect(leading.length).toBeGreaterThan(0);
		for (const reason of leading)
			expect(reason).toMatch(/^\d{1,2} % like the others, by words; no two answers are alike, so this one is as good as any$/);
		const refused = await assess(candidatesOf(...different), 'words', {}, 0.5);
		expect(accepted(refused)).toEqual([false, false, false]);
		expect(reasons(refused).join()).toContain('by words; no two answers are alike; the leading answer needs 50 %');
	});

	it('says no such thing where two answers are alike, and the third is not', async () => {
		expect(reasons(await assess(candidatesOf('yes', 'yes', '17'))).join()).not.toContain('alike,');
	});

	it('ends with the run', async () => {
		const stop = new AbortController();
		stop.abort(new Error('Stop was pressed'));
		const scorer = createScorer('consensus', { compareBy: 'words', embeddingModel: '', comparingModel: '', minimumLikeness: 0 }, none);
		await expect(scorer.assess(candidatesOf('a', 'b'), stop.signal)).rejects.toThrow('Stop was pressed');
	});
});

describe('Consensus by meaning', () => {
	/** Oslo in one direction, everything else in another. */
	const embed = async (_model: string, texts: readonly string[]) => texts.map((text) => (/Oslo|capital/.test(text) ? [2, 0.1] : [0.1, 3]));

	it.each(['automatic', 'meaning'] as const)('accepts what is nearest to all others, chosen as %s', async (compareBy) => {
		const assessment = await assess(candidatesOf('It is Oslo.', 'No idea.', 'The capital it is.'), compareBy, { embed });
		expect(accepted(assessment)).toEqual([true, false, true]);
		expect(reasons(assessment)[0]).toBe('54 % like the others, by meaning');
	});

	it('says that the larger model decided', async () => {
		const larger = candidateOf('The capital it is.', 3, { larger: true });
		expect(reasons(await assess([...candidatesOf('No.', 'No idea.'), larger], 'meaning', { embed }))).toEqual([
			"8 % like the larger model's answer, by meaning",
			"8 % like the larger model's answer, by meaning",
			'8 % like the others, by meaning; the larger model decided',
		]);
	});

	it('says that no two answers are alike where none is near another', async () => {
		const apart = async (_model: string, texts: readonly string[]) => texts.map((_, at) => texts.map((__, each) => Number(each === at)));
		expect(reasons(await assess(candidatesOf('Oslo', 'Bergen', 'Rome'), 'meaning', { embed: apart }))).toEqual(
			Array(3).fill('0 % like the others, by meaning; no two answers are alike, so this one is as good as any'),
		);
	});

	it('sends the same text once, and few texts at a time', async () => {
		const sent: number[] = [];
		await assess(
			Array.from({ length: 200 }, (_, index) => candidateOf(`Answer ${index % 50}`, index + 1)),
			'meaning',
			{ embed: async (_, texts) => (sent.push(texts.length), texts.map((text) => [text.length, 1])) },
		);
		expect(sent).toEqual([32, 18]);
	});

	it.each([
		['is down', async () => await Promise.reject(new ServerDown('Nobody answers at http://gpu:8000.')), /by words: Nobody answers at/],
		['has no model for it', async () => await Promise.resolve(undefined), /the server lists no embedding model/],
	])('falls back to words where the server %s, and says so', async (_, fails, remark) => {
		const assessment = await assess(candidatesOf(...answers), 'meaning', { embed: fails });
		expect(accepted(assessment)[0]).toBe(true);
		expect(assessment.remarks).toEqual([expect.stringMatching(remark)]);
	});

	it('goes by words without a remark where nothing was chosen and there is no server', async () => {
		const assessment = await assess(candidatesOf(...answers), 'automatic');
		expect(reasons(assessment)[0]).toContain('by words');
		expect(assessment.remarks).toEqual([]);
	});
});

describe('Consensus by a model', () => {
	const saying = (text: string) => {
		const asked: Question[] = [];
		const ask = async (question: Question): Promise<ChatAnswer> => {
			asked.push(question);
			const timing = { startedAt: '', durationMs: 1 };
			return toldOf(question.watch, {
				text,
				finishReason: 'stop',
				usage: { promptTokens: 5, completionTokens: 2 },
				timing,
				attempts: 1,
				model: 'm',
				raw: undefined,
			});
		};
		return { asked, ask };
	};
	const three = candidatesOf('Oslo.', 'Bergen.', 'The capital of Norway.');

	it('asks once which answers say the same, and lets the largest group lead', async () => {
		const { ask, asked } = saying('{"groups": [[1, 3], [2]]}');
		const assessment = await assess(three, 'model', { ask });
		expect(accepted(assessment).filter(Boolean)).toHaveLength(1);
		expect(accepted(assessment)[1]).toBe(false);
		expect(reasons(assessment)[0]).toBe("2 of 3 say the same, by the model's word");
		expect(assessment).toMatchObject({ agreement: 2 / 3, asked: { requests: 1, tokens: { prompt: 5, completion: 2 } } });
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({ field: 'Comparing Model', jsonSchema: { required: ['groups'] } });
	});

	it('lets words decide which answer speaks for its group', async () => {
		const { ask } = saying('{"groups": [[1, 2, 3, 4]]}');
		const assessment = await assess(candidatesOf('Yes!', 'It is Oslo, yes.', 'It is Oslo.', 'It is in Oslo.'), 'model', { ask });
		expect(accepted(assessment)).toEqual([false, true, false, false]);
		expect(new Set(reasons(assessment)).size).toBe(1);
	});

	it('takes an answer that the model does not name for one that stands alone', async () => {
		const assessment = await assess(three, 'model', saying('{"groups": [[1, 3, 9]]}'));
		expect(reasons(assessment)[1]).toContain('1 of 3 say the same');
	});

	it('asks nothing where all say the same to the letter', async () => {
		const { ask, asked } = saying('');
		const assessment = await assess(candidatesOf('Oslo.', 'oslo'), 'model', { ask });
		expect(reasons(assessment)[0]).toContain('2 of 2 say the same');
		expect(asked).toEqual([]);
	});

	it.each(['I think they are all fine.', '{"groups": []}', '{"groups": "all"}', '[[1, 2]'])(
		'falls back to words where it says %j',
		async (said) => {
			const assessment = await assess(candidatesOf(...answers), 'model', saying(said));
			expect(accepted(assessment)[0]).toBe(true);
			expect(assessment.remarks).toEqual([expect.stringContaining('the model did not say in a readable form')]);
		},
	);

	it('falls back to words where there is no model, or it is down', async () => {
		expect((await assess(three, 'model')).remarks).toEqual([expect.stringContaining('choose the vLLM API credential')]);
		const ask = async ({ watch }: Question) => {
			watch?.onAttempt(1);
			return await Promise.reject(new ServerDown('Nobody answers.'));
		};
		const assessment = await assess(three, 'model', { ask });
		expect(assessment.remarks).toEqual(['The answers were compared by words: Nobody answers.']);
		expect(assessment.asked?.requests).toBe(1);
	});

	it('shows no more than 24 different answers, and leaves the others unscored', async () => {
		const { ask } = saying('{"groups": [[1, 2]]}');
		const many = Array.from({ length: 30 }, (_, index) => candidateOf(`Answer ${'x'.repeat(index)}`, index + 1));
		const assessment = await assess(many, 'model', { ask });
		expect(kinds(assessment).filter((kind) => kind === 'unscored')).toHaveLength(6);
		expect(assessment.remarks).toEqual(['6 of 30 answers were not compared: a model is shown 24 different ones']);
	});
});
