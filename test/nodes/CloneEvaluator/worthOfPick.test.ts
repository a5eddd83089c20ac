import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { toCandidateJson } from '../../../nodes/shared/candidateItem';
import { candidateOf } from '../../engine/evaluate/candidateOf';
import { runInEngine } from '../../support/runInEngine';

const ifRight = (percent: number) => `If this pick is right, a random one would have been right in ${percent} %.`;
const tieWith = (others: string) => `It is a tie: ${others} did as well, and this clone comes first.`;

async function evaluate(parameters: IDataObject, ...texts: readonly string[]) {
	const items = texts.map((text, index) => ({ ...toCandidateJson(candidateOf(text, index + 1)) }));
	const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], items);
	const [best] = ran.outputsOf('evaluator')[0] ?? [];
	return { best: best?.json, hint: ran.hintsOf('evaluator')[0], said: (best?.json['details'] as IDataObject)['evaluation'] as IDataObject };
}

const onText = { scoreBy: ['vote'] };
const onNumber = { scoreBy: ['vote'], answerForm: 'number' };

describe('what a pick of Clone Evaluator was worth', () => {
	it.each([
		['one leads', onText, ['a', 'a', 'b'], ifRight(67)],
		['two answers tie', onText, ['a', 'a', 'b', 'b', 'c'], `${tieWith('another answer')} ${ifRight(40)}`],
		['two numbers tie', onNumber, ['-5', '5', '-5', '5', '-5', '5', '0.05'], `${tieWith('another answer')} ${ifRight(43)}`],
		['some cannot be read', onNumber, ['42', '42', '41', 'no idea', ''], ifRight(40)],
		['all that can be read agree', onNumber, ['42', 'no idea', '42', '42', ''], ifRight(60)],
		['only one can be read', onNumber, ['no idea', '42'], ifRight(50)],
	])('is the share of all answers that are the same where %s', async (_, parameters, texts, worth) => {
		const { hint, said } = await evaluate(parameters, ...texts);
		expect(said['summary']).toBe(worth);
		expect(hint).toMatch(/^Clone \d won: /);
		expect(hint?.endsWith(worth)).toBe(true);
	});

	it('says of no two that agree that it is a tie of all, where told to accept one', async () => {
		const { said } = await evaluate({ ...onNumber, options: { acceptWithoutAgreement: true } }, '1', '2', '3');
		expect(said['summary']).toBe(`${tieWith('2 other answers')} ${ifRight(33)}`);
	});

	const longEnough = { rules: { rule: [{ type: 'minimumLength', length: 2 }] } };

	it('is that of the pick, not of the leading answer, where weights or rules decide', async () => {
		const weighted = { scoreBy: ['vote', 'rules'], ...longEnough, options: { combine: 'weights', weights: '1,3', minimumScore: 0.5 } };
		const { best, said } = await evaluate(weighted, 'a', 'a', 'bb');
		expect(best).toMatchObject({ clone: 3, accepted: true });
		expect(said['summary']).toBe(ifRight(33));
	});

	it('is told by the vote where all keep the rules, and is no tie where a later scorer breaks it', async () => {
		const texts = ['aa', 'aa', 'bbb', 'bbb', 'c'];
		const { said: byRules } = await evaluate(
			{ scoreBy: ['rules', 'vote'], rules: { rule: [{ type: 'minimumLength', length: 1 }] } },
			...texts,
		);
		expect(byRules['summary']).toBe(`${tieWith('another answer')} ${ifRight(40)}`);
		const broken = { scoreBy: ['vote', 'rules'], rules: { rule: [{ type: 'minimumLength', length: 3 }] } };
		const { best, said } = await evaluate(broken, ...texts);
		expect(best).toMatchObject({ clone: 3 });
		expect(said['summary']).toBe(ifRight(40));
	});

	it('claims of no pick that it kept rules that others outweighed', async () => {
		const weighted = { scoreBy: ['rules', 'vote'], ...longEnough, options: { combine: 'weights', weights: '1,9', minimumScore: 0.5 } };
		const { best, said } = await evaluate(weighted, 'a', 'a', 'a', 'bb');
		expect(best).toMatchObject({ clone: 1, accepted: true });
		expect(said['summary']).toBe('A random pick would have passed in 25 %, this pick did not pass.');
	});

	it('says of two different answers that Consensus cannot tell apart that they tie', async () => {
		const { said } = await evaluate({ scoreBy: ['consensus'] }, 'It was founded in Oslo.', 'It was founded in Rome.');
		expect(said['summary']).toBe(tieWith('another answer'));
	});

	it('counts codes that behave alike, however they are written, beside those that cannot be run', async () => {
		const asked = (text: string, clone: number) => ({
			...toCandidateJson(candidateOf(text, clone, { run: { id: 'run-1', task: 'Write add. add(2, 3) returns 5.', clone, clones: 5 } })),
		});
		const texts = [
			'function add(a, b) { return a + b }',
			'const add = (a, b) => b + a;',
			'function add(a, b) { return a - b }',
			'I cannot.',
			'',
		];
		const parameters = { scoreBy: ['executionAgreement'] };
		const ran = await runInEngine(
			[{ name: 'evaluator', type: new CloneEvaluator(), parameters }],
			texts.map((text, index) => asked(text, index + 1)),
		);
		expect(ran.hintsOf('evaluator')[0]).toMatch(/^Clone 1 won: /);
		expect(ran.hintsOf('evaluator')[0]?.endsWith(ifRight(40))).toBe(true);
	});
});
