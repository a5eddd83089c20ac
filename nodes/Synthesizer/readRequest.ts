import type { IExecuteFunctions } from 'n8n-workflow';
import type { Sampling } from '../engine/candidate';
import { z } from '../engine/checkInput';
import { mergers, type Merger } from '../engine/synthesize/mergers';
import type { SynthesizeRequest } from '../engine/synthesize/synthesizeRequest';
import { checkOptions } from '../shared/checkOptions';
import { fieldOf, readChoice } from '../shared/readChoice';
import { readModel } from '../shared/readModel';
import { options as optionFields } from './options';
import { properties } from './properties';

const number = z.coerce.number();

/** The one place where defaults of Options meet types. */
const optionsSchema = z.object({
	callTimeoutSeconds: number.min(0.1).default(300),
	candidatesToUse: number.default(3),
	maxTokens: number.int().min(1).optional(),
	neverWorseThanBest: z.boolean().default(false),
	retries: number.default(2),
	temperature: number.min(0).max(2).optional(),
	whenTooLong: z.enum(['condense', 'leaveOut']).default('condense'),
});

/** What one run is made into, by the fields of this node. */
export interface NodeRequest extends Omit<SynthesizeRequest, 'contenders'> {
	readonly merger: Merger;
	/** What the user has set; otherwise a connected model keeps its own. */
	readonly setFields: ReadonlySet<keyof Sampling>;
}

/**
 * Reads the fields, as they are for one item, into a request for the engine; seconds into milliseconds.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number): NodeRequest {
	const options = checkOptions(optionsSchema, context.getNodeParameter('options', itemIndex, {}), optionFields);
	const instructions = String(context.getNodeParameter('instructions', itemIndex, '') ?? '').trim();
	return {
		merger: readMerger(context.getNodeParameter('method', itemIndex, 'merge')),
		model: readModel(context, itemIndex, 'model'),
		candidatesToUse: options.candidatesToUse,
		setFields: new Set([
			...(options.temperature === undefined ? [] : (['temperature'] as const)),
			...(options.maxTokens === undefined ? [] : (['maxTokens'] as const)),
		]),
		sampling: { temperature: options.temperature ?? 0.3, ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }) },
		whenTooLong: options.whenTooLong,
		neverWorseThanBest: options.neverWorseThanBest,
		timeoutMs: options.callTimeoutSeconds * 1000,
		retries: options.retries,
		...(instructions === '' ? {} : { instructions }),
	};
}

function readMerger(id: unknown): Merger {
	const all = Object.values<Merger>(mergers);
	const chosen = readChoice(z.enum(all.map((each) => each.id)), id, fieldOf(properties, 'method'));
	return all.find((each) => each.id === chosen) as Merger;
}
