import type { IDataObject } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
import type { ToolUse } from '../engine/tool';
import { isFields, tidied, withoutEmpty, type Fields } from './tidied';

/** What of a candidate lies in `details` of its item. */
type Detail = Exclude<keyof Candidate, 'run' | 'text' | 'data' | 'approach' | 'model'>;

/** In the order in which they stand there. */
const detailNames = Object.keys({
	sampling: true,
	reasoning: true,
	finishReason: true,
	toolCalls: true,
	toolUses: true,
	withoutSource: true,
	rounds: true,
	findings: true,
	sources: true,
	logProbability: true,
	usage: true,
	timing: true,
	server: true,
	attempts: true,
	answerKey: true,
	cached: true,
	larger: true,
	raw: true,
} satisfies Record<Detail, true>);

/** What the items of earlier versions had on top, that newer ones have in `details`; `verdict` was the evaluator's. */
const olderNames = new Set(['run', 'verdict', 'evaluation', ...detailNames]);

/**
 * The item of a candidate: the answer first, then who gave it, then everything else in `details`.
 *
 * Nothing empty is there but an empty text, and times are whole milliseconds. What the model, a tool or the server wrote stays as it came.
 */
export function toCandidateJson({ run, text, data, approach, model, ...rest }: Candidate): IDataObject {
	const { clone, ...ofRun } = run;
	const { sampling, logProbability, usage, timing, toolUses, ...kept } = rest;
	const tidy = {
		sampling: withoutEmpty(toFields(sampling)),
		logProbability: tidied(logProbability),
		usage: withoutEmpty(toFields(usage)),
		timing: tidied(timing),
		toolUses: toolUses?.map(toToolUseJson),
	};
	const all: Fields = { ...kept, ...tidy };
	const details = withoutEmpty({
		run: withoutEmpty({ ...ofRun }),
		...Object.fromEntries(detailNames.map((name) => [name, all[name]])),
	});
	return {
		text,
		...(data === undefined ? {} : { data }),
		clone,
		...withoutEmpty({ approach, model, details }),
	};
}

/**
 * The candidate of an item, also of one that an earlier version saved, with run, sampling and the like on top.
 *
 * What the item does not say is absent or empty, whatever the type claims: items pass through people's own nodes.
 */
export function readCandidate(json: IDataObject): Candidate {
	const { text, data, approach = '', model = '', clone, details } = inNewShape(json);
	const { run, ...rest } = toFields(details);
	return {
		run: { task: '', ...toFields(run), clone },
		text,
		...(data === undefined ? {} : { data }),
		approach,
		model,
		sampling: {},
		finishReason: '',
		usage: {},
		...Object.fromEntries(detailNames.flatMap((name) => (rest[name] === undefined ? [] : [[name, rest[name]]]))),
	} as Candidate;
}

/**
 * The same item in the shape of today, where an earlier version saved it in its own.
 *
 * The verdict and the evaluation of that time come along; fields that the user added stay on top.
 */
export function inNewShape(json: IDataObject): IDataObject {
	if (!isOlder(json)) return json;
	const { clone, ...run } = toFields(json['run']);
	const { accepted, rank, score, reason, scores } = toFields(json['verdict']);
	const { text, data, approach, model, ...others } = json;
	const own = Object.fromEntries(Object.entries(others).filter(([name]) => !olderNames.has(name)));
	const details = withoutEmpty({
		run,
		...Object.fromEntries(detailNames.map((name) => [name, json[name]])),
		verdicts: scores,
		evaluation: json['evaluation'],
	});
	const known = { text, data, clone, approach, model, accepted, rank, score, reason };
	return {
		...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
		...own,
		details,
	};
}

function isOlder(json: IDataObject): boolean {
	return isFields(json['run']) && !isFields(toFields(json['details'])['run']);
}

function toToolUseJson(use: ToolUse): unknown {
	const { durationMs } = use;
	return { ...use, ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }) };
}

function toFields(value: unknown): Fields {
	return isFields(value) ? value : {};
}
