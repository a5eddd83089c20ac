import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { answerKinds, type AnswerForm } from '../engine/evaluate/answerForm';
import type { Rule } from '../engine/evaluate/createRuleCheck';
import type { Combination } from '../engine/evaluate/reducers';
import { createScorer, type Scorer, type ScorerId, type ScorerSettings, type ScorerTools } from '../engine/evaluate/scorers';
import { readAnswerForm } from '../shared/answerFormFields';
import { readJsonField } from '../shared/readJsonField';
import { readWeights } from '../shared/readWeights';
import { voteOnNames } from './properties';

export interface NodeRequest {
	readonly scorers: readonly Scorer[];
	readonly combination: Combination;
}

const number = z.coerce.number();
const megabyte = 2 ** 20;
const kilobyte = 2 ** 10;

/** The one place where defaults of Options meet types. */
const optionsSchema = z.object({
	acceptWhen: z.enum(['all', 'share']).default('all'),
	combine: z.enum(['first', 'weights']).default('first'),
	memoryLimitMb: number.positive().default(64),
	minimumScore: number.min(0).max(1).optional(),
	minimumTestShare: number.positive().max(1).default(0.8),
	minimumVoteShare: number.min(0).max(1).default(0),
	modelWeights: z.unknown().optional(),
	moreJudges: z.string().default(''),
	mostInputs: number.default(30),
	mostJudgeCalls: number.default(60),
	outputLimitKb: number.positive().default(64),
	probeSet: z.unknown().optional(),
	testTimeoutSeconds: number.positive().default(5),
	testsAtOnce: number.int().min(1).default(8),
	voteByLogProbability: z.boolean().default(false),
	weights: z.unknown().optional(),
});

type Options = z.infer<typeof optionsSchema>;
type Read = (name: string, fallback: unknown) => unknown;

const rulesSchema = z.object({
	rule: z
		.array(
			z.object({
				type: z.enum(['schema', 'mustMatch', 'mustNotMatch', 'minimumLength', 'maximumLength', 'contains', 'number']).default('mustMatch'),
				schema: z.unknown().prefault('{ "type": "object" }'),
				least: z.coerce.string().default(''),
				length: number.default(1),
				most: z.coerce.string().default(''),
				pattern: z.coerce.string().default(''),
				words: z.coerce.string().default(''),
			}),
		)
		.default([]),
});

type RuleFields = z.infer<typeof rulesSchema>['rule'][number];

const settingsReaders: { readonly [Id in ScorerId]: (read: Read, options: Options) => ScorerSettings[Id] } = {
	executionAgreement: (read, options) => ({
		language: read('language', ''),
		functionName: String(read('functionName', '') ?? ''),
		mostInputs: options.mostInputs,
		draftedTests: Number(read('draftedTests', 0)),
		limits: {
			timeoutMs: options.testTimeoutSeconds * 1000,
			memoryBytes: options.memoryLimitMb * megabyte,
			outputBytes: options.outputLimitKb * kilobyte,
		},
		testsAtOnce: options.testsAtOnce,
	}),
	judge: (read, options) => ({
		rubric: String(read('rubric', '') ?? ''),
		mostCalls: options.mostJudgeCalls,
		judges: 1 + readJudges(options.moreJudges).length,
		probe: readProbe(options.probeSet),
	}),
	rewardModel: (read) => ({ model: String(read('rewardModel', '') ?? '') }),
	runTests: (read, options) => ({
		language: read('language', ''),
		tests: read('tests', ''),
		functionName: String(read('functionName', '') ?? ''),
		acceptance: { minimumShare: options.acceptWhen === 'all' ? 1 : options.minimumTestShare },
		limits: {
			timeoutMs: options.testTimeoutSeconds * 1000,
			memoryBytes: options.memoryLimitMb * megabyte,
			outputBytes: options.outputLimitKb * kilobyte,
		},
		testsAtOnce: options.testsAtOnce,
	}),
	vote: (read, options) => ({
		form: readForm(read),
		minimumShare: options.minimumVoteShare,
		weights: readWeights(options.modelWeights),
		byLogProbability: options.voteByLogProbability,
	}),
	rules: (read) => ({ rules: parse(rulesSchema, read('rules', {}), 'Rules').rule.map(readRule) }),
};

/**
 * Reads the fields, as they are for one item, into scorers that are ready to work; seconds into milliseconds, megabytes into bytes.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number, tools: ScorerTools): NodeRequest {
	const read: Read = (name, fallback) => context.getNodeParameter(name, itemIndex, fallback as string) as unknown;
	const options = parse(optionsSchema, read('options', {}), 'Options');
	const create = <Id extends ScorerId>(id: Id) => createScorer(id, settingsReaders[id](read, options), tools);
	return { scorers: withoutEmptyTests(readScoreBy(read('scoreBy', [])), read).map(create), combination: readCombination(options) };
}

/** Whoever chose Execution Agreement besides has an answer to tests that are missing in this item. */
function withoutEmptyTests(ids: readonly ScorerId[], read: Read): readonly ScorerId[] {
	const tests = read('tests', '');
	const hasTests = Array.isArray(tests) ? tests.length > 0 : String(tests ?? '').trim() !== '';
	return hasTests || !ids.includes('executionAgreement') ? ids : ids.filter((id) => id !== 'runTests');
}

/** Names of the models that judge beside the first. */
export function readJudges(moreJudges: string): readonly string[] {
	return moreJudges
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

const probeSchema = z.array(z.object({ task: z.string(), better: z.string(), worse: z.string() }));

function readProbe(value: unknown): ScorerSettings['judge']['probe'] {
	if (value === undefined || value === '') return [];
	let list: unknown = value;
	try {
		if (typeof value === 'string') list = JSON.parse(value);
	} catch (error) {
		throw new InvalidInputError(
			`Probe Set cannot be read as JSON: ${(error as Error).message}`,
			'Write a list such as [{ "task": "…", "better": "…", "worse": "…" }].',
			'Probe Set',
		);
	}
	return parse(probeSchema, list, 'Probe Set');
}

function readScoreBy(value: unknown): readonly ScorerId[] {
	const ids = [...new Set((Array.isArray(value) ? value : [value]).map(String))];
	const unknown = ids.find((id) => !Object.hasOwn(settingsReaders, id));
	if (unknown === undefined) return ids as ScorerId[];
	throw new InvalidInputError(
		`There is no way to score by ${JSON.stringify(unknown)}`,
		`Choose among ${Object.keys(settingsReaders).join(', ')}.`,
		'Score By',
	);
}

function readCombination({ combine, weights, minimumScore }: Options): Combination {
	if (combine === 'first') return { by: 'first' };
	const list = Array.isArray(weights) ? weights : String(weights ?? '').split(',');
	const written = list.map((weight) => String(weight).trim()).filter((weight) => weight !== '');
	return { by: 'weights', weights: written.map(Number), ...(minimumScore !== undefined && { minimumScore }) };
}

function readForm(read: Read): AnswerForm {
	const kind = parse(z.enum(answerKinds), read(voteOnNames.form, 'text'), 'Vote On');
	return readAnswerForm(kind, voteOnNames, (name) => read(name, ''));
}

function readRule({ type, schema, length, pattern, words, least, most }: RuleFields): Rule {
	const rules: { readonly [Kind in Rule['kind']]: () => Rule } = {
		schema: () => ({ kind: 'schema', schema: readJsonField(schema, 'JSON Schema') }),
		mustMatch: () => ({ kind: 'mustMatch', pattern }),
		mustNotMatch: () => ({ kind: 'mustNotMatch', pattern }),
		number: () => ({ kind: 'number', ...readBound('minimum', least, 'Least'), ...readBound('maximum', most, 'Most') }),
		minimumLength: () => ({ kind: 'minimumLength', characters: length }),
		maximumLength: () => ({ kind: 'maximumLength', characters: length }),
		contains: () => ({ kind: 'contains', words: words.split(',') }),
	};
	return rules[type]();
}

function readBound<Name extends 'maximum' | 'minimum'>(name: Name, written: string, field: string): { readonly [Key in Name]?: number } {
	if (written.trim() === '') return {};
	const bound = Number(written);
	if (Number.isFinite(bound)) return { [name]: bound } as { readonly [Key in Name]: number };
	throw new InvalidInputError(`${JSON.stringify(written)} is no number`, `Write one such as 100, or leave ${field} empty.`, field);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, field: string): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new InvalidInputError(
		`${[field, ...(issue?.path ?? [])].join(' › ')} cannot be used: ${issue?.message}`,
		'Correct it, or remove it to get the default.',
		field,
	);
}
