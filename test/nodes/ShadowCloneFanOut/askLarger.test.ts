import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let small: VllmDouble;
let large: VllmDouble;
beforeEach(async () => {
	small = await startVllmDouble({
		models: ['small'],
		answer: (_, index) => ({ text: String(index % 2), logProbability: index % 2 === 0 ? Math.log(0.9) : Math.log(0.2) }),
	});
	large = await startVllmDouble({ models: ['large'], apiKey: 'sesame', answer: () => 'The answer is 42' });
});
afterEach(async () => {
	await small.close();
	await large.close();
});

async function run(
	options: IDataObject,
	evaluator: IDataObject = {},
	openAiApi: IDataObject | null = { url: large.baseUrl, apiKey: 'sesame' },
) {
	const ran = await runInEngine(
		[
			{
				name: 'clones',
				type: new ShadowCloneFanOut(),
				parameters: {
					task: 'Say something.',
					clones: 4,
					differBy: 'sampling',
					...inGroups(new ShadowCloneFanOut(), { maxTokens: 8, receiptOutput: true, ...options }),
				},
				outputs: [['evaluator']],
			},
			{ name: 'evaluator', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'], answerForm: 'number', ...evaluator } },
		],
		[{}],
		{ vllmApi: { url: small.baseUrl, apiKey: '' }, ...(openAiApi && { openAiApi }) },
	);
	return {
		clones: ran.outputsOf('clones')[0] ?? [],
		receipt: ran.outputsOf('clones')[1]?.[0]?.json,
		best: ran.outputsOf('evaluator')[0]?.[0]?.json,
		hints: ran.hintsOf('evaluator'),
		told: ran.hintsOf('clones'),
	};
}

const elsewhere = { askLarger: { settings: { model: 'large', agreeOn: 'number', server: 'other' } } };

describe('Ask Larger Model When Unsure in n8n-core', () => {
	it('asks a larger model on a server of its own, with the key of the OpenAI credential, and Vote lets it decide', async () => {
		const { clones, receipt, best } = await run(elsewhere);
		expect(clones).toHaveLength(5);
		expect(receipt).toMatchObject({
			asked: 5,
			answered: 5,
			details: { models: ['small', 'large'], larger: { model: 'large', asked: true } },
		});
		expect(small.requests.map(({ model }) => model)).toEqual(Array(4).fill('small'));
		expect(large.requests.map(({ model }) => model)).toEqual(['large']);
		expect(best).toMatchObject({ text: 'The answer is 42', model: 'large', details: { larger: true } });
	});

	it('says which credential is missing, before any clone is asked', async () => {
		await expect(run(elsewhere, {}, null)).rejects.toMatchObject({
			message: 'Server of the larger model is set to Another Server, and this node has no OpenAI credential',
			description: expect.stringContaining('Credential for OpenAI') as string,
		});
		expect(small.requests).toEqual([]);
	});

	it('tells another server nothing of what Extra Body says to the clones’, and the same server all of it', async () => {
		const extraBody = '{ "top_k": 20 }';
		await run({ ...elsewhere, extraBody });
		expect(small.requests.map((body) => body['top_k'])).toEqual(Array(4).fill(20));
		expect(large.requests.map((body) => 'top_k' in body)).toEqual([false]);
		await run({ extraBody, askLarger: { settings: { model: 'small', agreeOn: 'number', server: 'same' } } });
		expect(small.requests.slice(4).map((body) => body['top_k'])).toEqual(Array(5).fill(20));
	});

	it('keeps the clones’ answers where that server refuses its key, and says so in the receipt', async () => {
		const { clones, receipt, told } = await run(elsewhere, {}, { url: large.baseUrl, apiKey: 'open' });
		expect(clones).toHaveLength(4);
		expect(receipt).toMatchObject({ asked: 5, answered: 4, missing: [{ clone: 5, reason: expect.stringMatching(/key/i) }] });
		expect(told).toContainEqual(expect.stringMatching(/^The larger model "large" brought no answer: .*key/i));
		expect(told.join()).not.toMatch(/clone 5|of 5/i);
	});
});

describe('Log-Probabilities in n8n-core', () => {
	it('are asked for, kept with each clone, and weigh the vote', async () => {
		const { clones, best, hints } = await run({ logProbabilities: true }, { options: { voteByLogProbability: true } });
		expect(small.requests.map(({ logprobs }) => logprobs)).toEqual(Array(4).fill(true));
		for (const { json } of clones) expect(json['details']).toMatchObject({ logProbability: { mean: expect.any(Number), tokens: 1 } });
		expect(best).toMatchObject({ text: '0', reason: '2 of 4 gave this answer, 82 % by weight: 0' });
		expect(hints).toEqual([
			'Clone 1 won: 2 of 4 gave this answer, 82 % by weight: 0. One other was accepted too. If this pick is right, a random one would have been right in 50 %.',
		]);
	});

	it('are not asked for otherwise', async () => {
		const { clones } = await run({});
		expect(small.requests.every((body) => !('logprobs' in body))).toBe(true);
		for (const { json } of clones) expect(json).not.toHaveProperty('details.logProbability');
	});
});
