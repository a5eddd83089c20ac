import { describe, expect, it } from 'vitest';
import { chatCloneFields } from '../../../../nodes/engine/chatClones/askAllClones';
import { type AskerField, fanOutFields } from '../../../../nodes/engine/endpoint/askerFields';
import type { EndpointErrorKind } from '../../../../nodes/engine/endpoint/endpointError';
import { eitherOf, lower } from '../../../../nodes/engine/endpoint/failures/adviseByFields';
import { explain } from '../../../../nodes/engine/endpoint/failures/explain';
import type { Asked, FactsOf, KnownFailure, Phase } from '../../../../nodes/engine/endpoint/failures/facts';
import { failureSentences } from '../../../../nodes/engine/endpoint/failures/failureSentences';
import { synthesisFields } from '../../../../nodes/engine/synthesize/job';
import { explainFailure } from '../../../../nodes/shared/chatModel/explainFailure';

const every: readonly AskerField[] = [...fanOutFields, 'Call Timeout'];
const askers: ReadonlyArray<readonly [string, readonly AskerField[]]> = [
	['Shadow Clone Fan-Out', fanOutFields],
	['Shadow Clone Chat Model', chatCloneFields],
	['Synthesizer', synthesisFields],
	['a judge', []],
];
const length = { prompt: 90, context: 64, isAtLeast: false };

/** What a failure may look like, so that each branch of each sentence is said once. */
function shapesOf(fields: readonly AskerField[], task: Asked['task']): readonly object[] {
	const asked = { baseUrl: 'http://gpu-box/v1', model: 'm', hasKey: true, requestBytes: 9, secrets: [], fields, ...(task && { task }) };
	const common = { asked, fields, said: 'out of memory', status: 503, isPage: false, code: '', message: '', body: '' };
	const ending = { baseUrl: asked.baseUrl, timeoutMs: 900, attempts: 1, usage: {}, shape: 'empty' };
	const phases: readonly Phase[] = ['notAsked', 'asked', 'receiving', 'waitingToRetry'];
	return phases
		.flatMap((phase) => ['length', 'stop'].map((finishReason) => ({ ...common, ...ending, phase, finishReason })))
		.flatMap((shape) => [
			shape,
			...['logprobs', 'max_tokens', 'seed', 'temperature', 'top_p'].map((param) => ({ ...shape, param })),
			{ ...shape, said: '', reasoning: 'Hm.', length: { ...length, isPerMinute: true } },
			{ ...shape, length: { ...length, answer: 8, isPerMinute: false }, waitedInVain: { ...shape, ending: 'cloneTimeout', waitedMs: 9 } },
		]);
}

const failures = (fields: readonly AskerField[], task?: Asked['task']): readonly KnownFailure[] =>
	(Object.keys(failureSentences) as EndpointErrorKind[]).flatMap((kind) =>
		shapesOf(fields, task).map(
			(facts) => ({ kind, facts }) as { kind: EndpointErrorKind; facts: FactsOf[EndpointErrorKind] } as KnownFailure,
		),
	);

const wordsOf = ({ message, advice }: { readonly message: string; readonly advice: string }) => `${message} ${advice}`;
const named = (words: string) => every.filter((field) => words.includes(field));

describe('advice about a failure', () => {
	it.each(askers)('names only fields of %s where that node shows it', (_, fields) => {
		const words = failures(fields).flatMap((known) => [
			wordsOf(explain(known)),
			wordsOf(explainFailure(known, 'the connected Chat Model')),
		]);
		expect(words.filter((each) => named(each).some((field) => !fields.includes(field)))).toEqual([]);
		expect([...new Set(words.flatMap(named))].toSorted()).toEqual(fields.toSorted());
	});

	it.each(['vectors', 'ranks', 'list'] as const)('names no field about %s, which none of them bounds', (task) => {
		const answered = failures(fanOutFields, task).filter(({ kind }) => kind !== 'cloneTimeout' && kind !== 'runDeadline');
		expect(answered.flatMap((known) => named(wordsOf(explain(known))))).toEqual([]);
	});

	it.each(askers)('is whole sentences for %s', (_, fields) => {
		for (const { advice } of failures(fields).map((known) => explain(known))) expect(advice).toMatch(/^[A-Z].*[^,:; .]\.$/s);
	});
});

describe('eitherOf', () => {
	it.each([
		[['run it again'], 'Run it again.'],
		[['raise this', undefined, 'run it again'], 'Raise this, or run it again.'],
		[['lower this', 'raise that', 'wait'], 'Lower this, raise that, or wait.'],
	])('makes one sentence of %j', (ways, sentence) => expect(eitherOf(...ways)).toBe(sentence));
});

describe('lower', () => {
	it('names the fields that are there, and says nothing without any', () => {
		expect(lower({}, 'Max Tokens', 'Clones At Once')).toBe('lower Max Tokens or Clones At Once');
		expect(lower({ fields: ['Max Tokens'] }, 'Max Tokens', 'Clones At Once')).toBe('lower Max Tokens');
		expect(lower({ fields: [] }, 'Max Tokens')).toBeUndefined();
	});
});
