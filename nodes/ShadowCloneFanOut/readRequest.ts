import type { IExecuteFunctions } from 'n8n-workflow';
import type { Sampling } from '../engine/candidate';
import { z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { readAllowedHosts, type AllowsHost } from '../engine/fanout/tools/openPage/allowedHosts';
import type { AnswerFormat, FanOutRequest } from '../engine/fanout/fanOutRequest';
import { readJsonField } from '../shared/readJsonField';
import { fieldOf, readChoice } from '../shared/readChoice';
import { readModel } from '../shared/readModel';
import { readNumber } from '../shared/readNumber';
import { properties } from './properties';
import { readCache, refuseEmptyCache, type CacheRequest } from './readCache';
import { readDifference } from './readDifference';
import { readLarger } from './readLarger';
import { readOptions, type Options } from './readOptions';
import { readStopWhen } from './readStopWhen';
import { isBlank } from '../engine/text/isBlank';
import { holdsNothing } from '../shared/isEmpty';

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
	readonly isLargerOnOtherServer: boolean;
	/** Clones open pages, those of hosts that it lets through too; absent: they open none. */
	readonly opensPages?: AllowsHost;
	/** Absent: every clone is asked. */
	readonly cache?: CacheRequest;
}

/**
 * Reads the fields of one item into a request for the engine, seconds into milliseconds.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number): NodeRequest {
	refuseEmptyCache({
		value: context.getNodeParameter('options', itemIndex, {}),
		written: context.getNodeParameter('options', itemIndex, {}, { rawExpressions: true }),
	});
	const options = readOptions((name) => context.getNodeParameter(name, itemIndex, {}));
	const difference = readDifference(context.getNodeParameter('differBy', itemIndex), options, (name, otherwise) =>
		context.getNodeParameter(name, itemIndex, otherwise),
	);
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
		isLargerOnOtherServer: options.askLarger?.settings?.server === 'other',
		fanOut: {
			task: readTask(context.getNodeParameter('task', itemIndex)),
			clones: readNumber(
				z.coerce.number(),
				context.getNodeParameter('clones', itemIndex),
				'Clones',
				'Five is a good number to start with.',
			),
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
			...(options.system === undefined || isBlank(options.system) ? {} : { system: options.system }),
			...(options.extraBody === undefined ? {} : { extraBody: readJsonField(options.extraBody, 'Extra Body', '{ "top_k": 20 }') }),
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

/** @throws InvalidInputError where the option is added and nothing is chosen: the clones would ask the model instead, and nobody would notice. */
function readSubWorkflow(value: Options['subWorkflow']): Pick<NodeRequest, 'subWorkflow'> {
	if (value === undefined) return {};
	const id = (typeof value === 'object' ? value.value : value).trim();
	if (id !== '') return { subWorkflow: id };
	throw new InvalidInputError(
		'Sub-Workflow is empty',
		'Choose the workflow that each clone runs, or remove the option: then each clone asks the model.',
		'Sub-Workflow',
	);
}

/** A task from an expression may be an object: it is asked as JSON rather than as "[object Object]". */
function readTask(value: unknown): string {
	if (holdsNothing(value)) return '';
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

function readAnswerFormat(format: unknown, schema: unknown): AnswerFormat {
	if (readChoice(z.enum(['json', 'text']), format, fieldOf(properties, 'answerFormat')) === 'text') return { kind: 'text' };
	const isGiven = typeof schema === 'string' ? schema.trim() !== '' : schema !== undefined;
	return isGiven ? { kind: 'json', schema: readJsonField(schema, 'JSON Schema', '{ "type": "object" }') } : { kind: 'json' };
}
