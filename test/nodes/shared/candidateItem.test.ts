import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../nodes/engine/candidate';
import { inNewShape, readCandidate, toCandidateJson } from '../../../nodes/shared/candidateItem';
import { groupByRun } from '../../../nodes/shared/groupByRun';
import { candidateOf } from '../../engine/evaluate/candidateOf';

const everything: Required<Candidate> = {
	run: { id: 'r', task: 'Count.', clone: 2, clones: 3 },
	approach: 'Plain',
	model: 'small',
	sampling: { temperature: 0.30000000000000004, seed: 7 },
	text: '{"n": 0.123456}',
	data: { n: 0.123456, none: '', list: [] },
	reasoning: 'First one, then two.',
	finishReason: 'stop',
	toolCalls: [{ id: 'c', name: 'look', arguments: '{}' }],
	toolUses: [{ step: 1, name: 'look', asked: '', outcome: 'answered', durationMs: 12.7 }],
	withoutSource: true,
	rounds: 2,
	findings: [{ id: 'F1', claim: 'c', quote: 'q', source: 'S1', trust: 'untrusted', clone: 2, round: 1 }],
	sources: [{ id: 'S1', tool: 'look', asked: '{}', text: '' }],
	logProbability: { mean: -0.123456, tokens: 5 },
	usage: { promptTokens: 10, completionTokens: 0 },
	timing: { startedAt: '2026-11-22T18:00:00.000Z', firstTokenMs: 3.4, durationMs: 12.6 },
	server: 'http://gpu-box:8000/v1',
	attempts: 0,
	answerKey: 'k',
	cached: { savedAt: '2026-11-22T17:00:00.000Z' },
	larger: true,
	raw: { choices: [], note: '' },
};

/** As Shadow Clone Fan-Out gave it before `details` came, with what Clone Evaluator had added. */
const older = {
	...candidateOf('Four.', 3),
	code: 'four()',
	verdict: { rank: 1, accepted: true, score: 0.5, reason: 'All agree', scores: [{ scorer: 'vote', kind: 'scored', value: 0.5 }] },
	evaluation: { candidates: 2 },
} as unknown as IDataObject;

describe('the item of a candidate', () => {
	it('has the answer first, then who gave it, and everything else in details', () => {
		expect(Object.keys(toCandidateJson(everything))).toEqual(['text', 'data', 'clone', 'approach', 'model', 'details']);
		expect(Object.keys(toCandidateJson(everything)['details'] as IDataObject)).toEqual([
			'run',
			...[
				'sampling',
				'reasoning',
				'finishReason',
				'toolCalls',
				'toolUses',
				'withoutSource',
				'rounds',
				'findings',
				'sources',
				'logProbability',
				'usage',
				'timing',
			],
			...['server', 'attempts', 'answerKey', 'cached', 'larger', 'raw'],
		]);
	});

	it('rounds times and likelihoods, and leaves alone what was asked, and what the model and the server wrote', () => {
		expect(toCandidateJson(everything)).toMatchObject({
			data: everything.data,
			details: {
				sampling: everything.sampling,
				toolUses: [{ asked: '', durationMs: 13 }],
				sources: everything.sources,
				logProbability: { mean: -0.1235, tokens: 5 },
				usage: { promptTokens: 10, completionTokens: 0 },
				timing: { firstTokenMs: 3, durationMs: 13 },
				raw: everything.raw,
			},
		});
	});

	it('has nothing empty but an empty text', () => {
		const bare = candidateOf('', 1, { approach: '', sampling: {}, usage: {}, finishReason: '', toolUses: [], findings: [] });
		expect(toCandidateJson(bare)).toEqual({
			text: '',
			clone: 1,
			model: 'small',
			details: { run: { id: 'run-1', task: 'Write add(a, b)', clones: 5 }, timing: bare.timing, attempts: 1 },
		});
	});

	it.each([
		['a number', 0],
		['false', false],
		['null', null],
		['an empty list', []],
		['an empty object', {}],
	])('keeps data that is %s, as that was the answer', (_, data) => {
		expect(toCandidateJson(candidateOf('x', 1, { data }))).toHaveProperty('data', data);
		expect(readCandidate(toCandidateJson(candidateOf('x', 1, { data })))).toHaveProperty('data', data);
	});

	it('reads back as the candidate that it was', () => {
		const whole = {
			...everything,
			logProbability: { mean: -0.1, tokens: 5 },
			timing: { ...everything.timing, firstTokenMs: 3, durationMs: 13 },
		};
		const given = { ...whole, toolUses: everything.toolUses.map((use) => ({ ...use, durationMs: 13 })) };
		expect(readCandidate(toCandidateJson(given))).toEqual(given);
		const bare = candidateOf('', 1, { approach: '', sampling: {}, usage: {}, finishReason: '' });
		expect(readCandidate(toCandidateJson(bare))).toEqual(bare);
	});

	it('of an earlier version reads as the same candidate, and keeps its verdict and its user’s fields in the new shape', () => {
		expect(readCandidate(older)).toEqual(candidateOf('Four.', 3));
		expect(inNewShape(older)).toEqual({
			...toCandidateJson(candidateOf('Four.', 3)),
			accepted: true,
			rank: 1,
			score: 0.5,
			reason: 'All agree',
			code: 'four()',
			details: {
				...(toCandidateJson(candidateOf('Four.', 3))['details'] as IDataObject),
				verdicts: [{ scorer: 'vote', kind: 'scored', value: 0.5 }],
				evaluation: { candidates: 2 },
			},
		});
	});

	it.each([null, 'text', 7, [], [1], { run: null }, { run: 'x', sampling: null }])('reads %j as details without a throw', (details) => {
		expect(readCandidate({ text: 'x', clone: 1, details })).toMatchObject({ text: 'x', run: { clone: 1 } });
	});
});

describe('items by run', () => {
	const groups = (...items: readonly IDataObject[]) => groupByRun(items.map((json) => ({ json })));

	it('belong together in both shapes', () => {
		const { runs, strangers } = groups(older, toCandidateJson(candidateOf('Five.', 1)));
		expect(strangers).toEqual([]);
		expect(runs.map(({ id, members }) => [id, members.map(({ candidate }) => [candidate.run.clone, candidate.text])])).toEqual([
			[
				'run-1',
				[
					[1, 'Five.'],
					[3, 'Four.'],
				],
			],
		]);
	});

	it.each<[IDataObject, string]>([
		[{ hello: 1 }, 'no details.run.id, no clone, no text'],
		[{ text: 'x', clone: 1 }, 'no details.run.id'],
		[{ text: 'x', details: { run: { id: 'r' } } }, 'no clone'],
		[{ text: 'x', run: { id: 'r' } }, 'no clone'],
		[{ text: 'x', run: { clone: 1 } }, 'no details.run.id'],
		[{ clone: 1, details: { run: { id: 'r' } } }, 'no text'],
		[{ text: 'x', clone: '1', details: null }, 'no details.run.id, no clone'],
	])('that are no candidates beside clones are told what they lack: %j', (json, lack) => {
		expect(groups(toCandidateJson(candidateOf('x', 1)), json).strangers[0]?.reason.message).toBe(
			`Item 2 of 2 is no candidate: it has ${lack}`,
		);
	});
});
