import type { ISupplyDataFunctions } from 'n8n-workflow';
import type { ChatClonesRequest, PickBy } from '../engine/chatClones/chatClonesRequest';
import { z } from '../engine/checkInput';
import { answerKinds, createFormsOf } from '../engine/evaluate/answerForm';
import { checkOptions } from '../shared/checkOptions';
import { readGroups } from '../shared/readGroups';
import { readAnswerForm } from '../shared/answerFormFields';
import { readJsonField } from '../shared/readJsonField';
import { fieldOf, readChoice } from '../shared/readChoice';
import { readModel } from '../shared/readModel';
import { readNumber } from '../shared/readNumber';
import { limits } from './limits';
import { options as optionFields } from './options';
import { properties, voteNames } from './properties';

const number = z.coerce.number();

/** The one place where defaults of optional fields meet types; a field that is absent here was not set by the user. */
const optionsSchema = z.object({
	cloneTimeoutSeconds: number.min(0.1).default(300),
	clonesAtOnce: number.int().min(1).optional(),
	extraBody: z.unknown().optional(),
	maxTokens: number.int().min(1).optional(),
	reasoningEffort: z.string().optional(),
	retries: number.int().min(0).max(20).default(2),
	seed: number.int().optional(),
	stopWhenAgreed: z.boolean().default(true),
	temperature: number.min(0).max(2).default(0.7),
	temperatureSpread: number.min(0).max(1).default(0.3),
	topP: number.min(0).max(1).optional(),
});

/** What every call of the model is asked with; `model` is empty where the server's first one is to answer. */
export type ModelRequest = Omit<ChatClonesRequest, 'messages' | 'tools'> & { readonly clonesAtOnce: number | undefined };

type Context = Pick<ISupplyDataFunctions, 'getNodeParameter'>;

/**
 * Reads the fields into what every call is asked with, seconds into milliseconds.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Context, itemIndex: number): ModelRequest {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, {}) as unknown;
	const options = checkOptions(optionsSchema, readGroups([optionFields, limits], read), optionFields, limits);
	const { temperature, topP, maxTokens, seed, reasoningEffort } = options;
	const extraBody = options.extraBody === undefined ? undefined : readJsonField(options.extraBody, 'Extra Body', '{ "top_k": 20 }');
	return {
		clones: readNumber(
			number.int().min(1).max(100),
			context.getNodeParameter('clones', itemIndex),
			'Clones',
			'Five is a good number to start with.',
		),
		model: readModel(context, itemIndex, 'model').trim(),
		pickBy: readPickBy(context, itemIndex),
		sampling: {
			temperature,
			...(topP === undefined ? {} : { topP }),
			...(maxTokens === undefined ? {} : { maxTokens }),
			...(seed === undefined ? {} : { seed }),
			...(reasoningEffort === undefined || reasoningEffort === '' ? {} : { reasoningEffort }),
		},
		temperatureSpread: options.temperatureSpread,
		...(extraBody === undefined ? {} : { extraBody }),
		cloneTimeoutMs: options.cloneTimeoutSeconds * 1000,
		retries: options.retries,
		stopsWhenAgreed: options.stopWhenAgreed,
		clonesAtOnce: options.clonesAtOnce,
	};
}

function readPickBy(context: Context, itemIndex: number): PickBy {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
	const by = readChoice(z.enum(['consensus', 'judge', 'vote']), read('pickBy'), fieldOf(properties, 'pickBy'));
	if (by === 'consensus') return { by };
	if (by === 'judge') {
		const model = readModel(context, itemIndex, 'judgeModel').trim();
		return { by, model, rubric: String(read('rubric')) };
	}
	const form = readAnswerForm(readChoice(z.enum(answerKinds), read(voteNames.form), fieldOf(properties, voteNames.form)), voteNames, read);
	// A pattern that is none is said before any clone is asked.
	createFormsOf(form);
	return { by, form };
}
