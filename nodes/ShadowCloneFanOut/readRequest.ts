import type { IExecuteFunctions } from 'n8n-workflow';
import type { AnswerCacheSettings } from '../engine/cache/answerCache';
import type { Sampling } from '../engine/candidate';
import { checkInput, z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { answerKinds, createFormsOf } from '../engine/evaluate/answerForm';
import { compilePattern } from '../engine/evaluate/patterns/compilePattern';
import { readAllowedHosts, type AllowsHost } from '../engine/fanout/tools/openPage/allowedHosts';
import { approaches } from '../engine/fanout/approaches';
import type { AnswerFormat, Difference, FanOutRequest, FormsOf, StopWhen } from '../engine/fanout/fanOutRequest';
import type { Role } from '../engine/fanout/roles';
import { checkOptions } from '../shared/checkOptions';
import { readAnswerForm } from '../shared/answerFormFields';
import { readStoreChoice, type StoreChoice } from '../shared/openStore';
import { readJsonField } from '../shared/readJsonField';
import { readLocator } from '../shared/readLocator';
import { readModel } from '../shared/readModel';
import { readWeights } from '../shared/readWeights';
import { agreeOnNames } from './agreeOn';
import { options as optionFields } from './options';
import { roles as roleFields } from './roles';
import { toolUseSchema } from './toolUse';

const differences = ['approach', 'model', 'plan', 'role', 'sampling'] as const satisfies ReadonlyArray<Difference['by']>;
const number = z.coerce.number();

const cacheSchema = z.object({
	file: z.string().default(''),
	keep: z.enum(['every', 'accepted']).default('every'),
	keepForHours: number.min(0).default(168),
	mostAnswers: number.int().min(0).default(10_000),
	namespace: z.string().default('answers'),
	store: z.string().default('embedded'),
});

const formFields = {
	agreeOn: z.enum(answerKinds).default('text'),
	choices: z.string().default(''),
	field: z.string().default(''),
	pattern: z.string().default(''),
	unit: z.string().default(''),
};

type FormFields = z.infer<z.ZodObject<typeof formFields>>;

const largerSchema = z.object({
	...formFields,
	model: z.unknown().optional(),
	minimumLead: number.default(0.5),
	server: z.enum(['same', 'other']).default('same'),
	weights: z.unknown().optional(),
});

/** The one place where defaults of Options meet types; a field that is absent here was not set by the user. */
const optionsSchema = z.object({
	approaches: z.array(z.string()).optional(),
	askLarger: z.object({ settings: largerSchema.optional() }).optional(),
	cacheAnswers: z.object({ settings: cacheSchema.optional() }).optional(),
	cloneTimeoutSeconds: number.default(300),
	clonesAtOnce: number.int().min(1).optional(),
	deadlineSeconds: number.optional(),
	digestTokens: number.default(2000),
	extraBody: z.unknown().optional(),
	includeRaw: z.boolean().default(false),
	leaveOutFields: z.union([z.string(), z.array(z.string())]).default(''),
	keepCutAnswers: z.boolean().optional(),
	logProbabilities: z.boolean().default(false),
	maxTokens: number.int().min(1).optional(),
	measurePace: z.boolean().default(false),
	minimumAnswers: number.default(1),
	openPages: z.object({ settings: z.object({ allowedPrivateHosts: z.string().default('') }).optional() }).optional(),
	ownApproaches: z
		.object({ approach: z.array(z.object({ label: z.string(), instruction: z.string() })).default([]) })
		.default({ approach: [] }),
	reasoningEffort: z.string().optional(),
	retries: number.default(2),
	rounds: number.default(1),
	seed: number.int().optional(),
	stopWhen: z
		.object({
			rule: z
				.object({
					when: z.enum(['all', 'enough', 'agree']).default('all'),
					answers: number.default(3),
					onlyMatching: z.string().default(''),
					...formFields,
					confidence: number.default(0.95),
				})
				.prefault({}),
		})
		.prefault({}),
	subWorkflow: z.union([z.string(), z.object({ value: z.coerce.string() })]).optional(),
	system: z.string().optional(),
	temperature: number.min(0).max(2).optional(),
	temperatureSpread: number.min(0).max(2).default(0.3),
	thinking: z.enum(['separate', 'leave']).default('separate'),
	timeSavedMinutes: number.min(0).optional(),
	toolOutputCharacters: number.default(8000),
	toolSteps: number.default(8),
	toolTimeoutSeconds: number.default(30),
	toolUse: toolUseSchema,
	topP: number.min(0).max(1).optional(),
});

const rolesSchema = z.object({
	role: z
		.array(
			z.object({
				name: z.string().default(''),
				instruction: z.string().default(''),
				tools: z.string().default(''),
				model: z.string().default(''),
			}),
		)
		.default([]),
});

type Options = z.infer<typeof optionsSchema>;

export interface NodeRequest {
	/** `model` is empty where the server's first one is to answer. */
	readonly fanOut: FanOutRequest;
	/** In all runs of this node; absent: without a limit. */
	readonly clonesAtOnce: number | undefined;
	/** The id of the workflow that is each clone; absent: a clone is a model call. */
	readonly subWorkflow?: string;
	/** The user has set Temperature; otherwise it is the default of this node. */
	readonly setsTemperature: boolean;
	/** Minutes that a run is said to save; absent: what its receipt measured. */
	readonly timeSavedMinutes?: number;
	/** The larger model is on a server of its own. */
	readonly largerElsewhere: boolean;
	/** Clones open pages, those of hosts that it lets through too; absent: they open none. */
	readonly opensPages?: AllowsHost;
	/** Absent: every clone is asked. */
	readonly cache?: CacheRequest;
}

/** How answers are given again; limits that are absent are none. */
export interface CacheRequest extends Omit<AnswerCacheSettings, 'records'> {
	readonly place: StoreChoice;
}

/**
 * Reads the fields of one item into a request for the engine, seconds into milliseconds.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number): NodeRequest {
	const options = checkOptions(optionsSchema, context.getNodeParameter('options', itemIndex, {}), optionFields);
	const differBy = checkInput(z.enum(differences), context.getNodeParameter('differBy', itemIndex), 'Clones Differ By');
	const difference = readDifference(differBy, options, (name, otherwise) => context.getNodeParameter(name, itemIndex, otherwise));
	const model = difference.by === 'model' ? (difference.models[0] ?? '') : readModel(context, itemIndex, 'model');
	const cache = options.cacheAnswers?.settings;
	const pages = options.openPages?.settings;
	return {
		...(cache === undefined ? {} : { cache: readCache(cache) }),
		...(pages === undefined ? {} : { opensPages: readAllowedHosts(pages.allowedPrivateHosts) }),
		...readSubWorkflow(options.subWorkflow),
		clonesAtOnce: options.clonesAtOnce,
		setsTemperature: options.temperature !== undefined,
		...(options.timeSavedMinutes === undefined ? {} : { timeSavedMinutes: options.timeSavedMinutes }),
		largerElsewhere: options.askLarger?.settings?.server === 'other',
		fanOut: {
			task: readTask(context.getNodeParameter('task', itemIndex)),
			clones: checkInput(number, context.getNodeParameter('clones', itemIndex), 'Clones'),
			model: model.trim(),
			difference,
			answerFormat: readAnswerFormat(
				context.getNodeParameter('answerFormat', itemIndex),
				context.getNodeParameter('jsonSchema', itemIndex, ''),
			),
			stopWhen: readStopWhen(options.stopWhen.rule),
			sampling: readSampling(options),
			cloneTimeoutMs: options.cloneTimeoutSeconds * 1000,
			retries: options.retries,
			minimumAnswers: options.minimumAnswers,
			keepCutAnswers: options.keepCutAnswers ?? options.deadlineSeconds !== undefined,
			includeRaw: options.includeRaw,
			...(options.logProbabilities ? { logProbabilities: true } : {}),
			leavesThinking: options.thinking === 'leave',
			measurePace: options.measurePace,
			toolLimits: {
				mostSteps: options.toolSteps,
				timeoutMs: options.toolTimeoutSeconds * 1000,
				mostCharacters: options.toolOutputCharacters,
			},
			toolMode: options.toolUse,
			sharing: { rounds: options.rounds, digestTokens: options.digestTokens },
			...readLarger(options.askLarger?.settings),
			...(options.system === undefined || options.system.trim() === '' ? {} : { system: options.system }),
			...(options.extraBody === undefined ? {} : { extraBody: readJsonField(options.extraBody, 'Extra Body') }),
			...readLeaveOut(options.leaveOutFields),
			...(options.deadlineSeconds === undefined ? {} : { deadlineMs: options.deadlineSeconds * 1000 }),
		},
	};
}

/** Names as people write them: with commas, spaces or quotes. */
function readLeaveOut(value: Options['leaveOutFields']): Pick<FanOutRequest, 'leaveOut'> {
	const leaveOut = (typeof value === 'string' ? value : value.join(',')).split(/[\s,;"'`]+/).filter((name) => name !== '');
	const needed = leaveOut.find((name) => ['model', 'messages', 'tools'].includes(name));
	if (needed !== undefined) {
		throw new InvalidInputError(
			`Leave Out Fields names "${needed}", which every request needs`,
			needed === 'tools' ? 'Disconnect the tools and set Rounds to 1 instead.' : 'Name only fields that a server can do without.',
			'Leave Out Fields',
		);
	}
	return leaveOut.length === 0 ? {} : { leaveOut };
}

function readSubWorkflow(value: Options['subWorkflow']): Pick<NodeRequest, 'subWorkflow'> {
	const id = (typeof value === 'object' ? value.value : (value ?? '')).trim();
	return id === '' ? {} : { subWorkflow: id };
}

function readCache({ file, keep, keepForHours, mostAnswers, namespace, store }: z.infer<typeof cacheSchema>): CacheRequest {
	if (namespace.trim() === '')
		throw new InvalidInputError(
			'The namespace of Cache Answers is empty',
			'Name one, for example answers; there is none that means all.',
			'Namespace',
		);
	return {
		place: readStoreChoice(store, { file }),
		namespace: namespace.trim(),
		savesAnswers: keep === 'every',
		...(keepForHours === 0 ? {} : { maxAgeMs: keepForHours * 3_600_000 }),
		...(mostAnswers === 0 ? {} : { mostAnswers }),
	};
}

/** A task from an expression may be an object: it is asked as JSON rather than as "[object Object]". */
function readTask(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function readSampling(options: Options): Sampling {
	const { temperature, topP, maxTokens, seed, reasoningEffort } = options;
	return {
		temperature: temperature ?? 0.7,
		...(topP === undefined ? {} : { topP }),
		...(maxTokens === undefined ? {} : { maxTokens }),
		...(seed === undefined ? {} : { seed }),
		...(reasoningEffort === undefined ? {} : { reasoningEffort }),
	};
}

function readDifference(differBy: Difference['by'], options: Options, read: (name: string, otherwise: object) => unknown): Difference {
	if (differBy === 'plan') return { by: 'plan' };
	if (differBy === 'role') return { by: 'role', roles: readRoles(read('roles', {})) };
	if (differBy === 'model') {
		const models = read('models', []);
		const names = Array.isArray(models) ? models.map(String) : String(models).split(',');
		return { by: 'model', models: names.map((name) => name.trim()).filter((name) => name !== '') };
	}
	if (differBy === 'sampling') return { by: 'sampling', spread: options.temperatureSpread };

	const own = options.ownApproaches.approach.map(({ label, instruction }) => ({
		label: label.trim() || instruction.slice(0, 40),
		instruction: instruction.trim(),
	}));
	const chosen = options.approaches ?? (own.length > 0 ? [] : approaches.map(({ id }) => id));
	return { by: 'approach', approaches: [...own, ...approaches.filter(({ id }) => chosen.includes(id))] };
}

function readRoles(value: unknown): readonly Role[] {
	return checkOptions(rolesSchema, value, roleFields).role.map(({ name, instruction, tools, model }) => ({
		name: name.trim(),
		instruction: instruction.trim(),
		...(tools.trim() === ''
			? {}
			: {
					tools:
						tools.trim().toLowerCase() === 'none'
							? []
							: tools
									.split(',')
									.map((each) => each.trim())
									.filter((each) => each !== ''),
				}),
		...(model.trim() === '' ? {} : { model: model.trim() }),
	}));
}

function readAnswerFormat(format: unknown, schema: unknown): AnswerFormat {
	if (checkInput(z.enum(['json', 'text']), format, 'Answer Format') === 'text') return { kind: 'text' };
	const isGiven = typeof schema === 'string' ? schema.trim() !== '' : schema !== undefined;
	return isGiven ? { kind: 'json', schema: readJsonField(schema, 'JSON Schema') } : { kind: 'json' };
}

function readStopWhen({ when, answers, onlyMatching, confidence, ...form }: Options['stopWhen']['rule']): StopWhen {
	if (when === 'enough') return { kind: 'enough', answers, ...readCheck(onlyMatching) };
	if (when === 'all') return { kind: 'all' };
	return { kind: 'agree', confidence, formsOf: readFormsOf(form) };
}

function readCheck(pattern: string): Pick<Extract<StopWhen, { kind: 'enough' }>, 'counts'> {
	if (pattern.trim() === '') return {};
	const compiled = compilePattern(pattern, 'Only Those That Match');
	return { counts: ({ text }) => compiled.test(text) };
}

function readFormsOf(fields: FormFields): FormsOf {
	return createFormsOf(readAnswerForm(fields.agreeOn, agreeOnNames, (name) => fields[name as keyof typeof fields]));
}

function readLarger(settings: z.infer<typeof largerSchema> | undefined): Pick<FanOutRequest, 'larger'> {
	if (settings === undefined) return {};
	const { model, minimumLead, weights } = settings;
	return {
		larger: { model: String(readLocator(model) ?? '').trim(), minimumLead, weights: readWeights(weights), formsOf: readFormsOf(settings) },
	};
}
