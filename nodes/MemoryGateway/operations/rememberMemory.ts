import { z } from '../../engine/checkInput';
import { InvalidInputError } from '../../engine/errors';
import type { NewMemory } from '../../engine/memory/memory';
import { idempotencyKeyOf } from '../../engine/memory/idempotencyKeyOf';
import { unlessDown } from '../../engine/memory/unlessDown';
import { readJsonField } from '../../shared/readJsonField';
import { withPatience } from '../../shared/withPatience';
import { readName } from './readName';
import { readTime } from './readTime';
import { PATIENCE_MS, type Models, type Operation } from './operation';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { choicesOf } from '../../shared/choicesOf';
import { isEmpty } from '../../shared/isEmpty';
import { fieldOf, readChoice } from '../../shared/readChoice';
import { memoryFields } from '../fields/memoryFields';

const optionsSchema = z.object({
	author: z.string().optional(),
	idempotencyKey: z.string().optional(),
	metadata: z.unknown().optional(),
	session: z.string().optional(),
	source: z.string().optional(),
	subject: z.string().optional(),
	validFrom: z.unknown().optional(),
	validTo: z.unknown().optional(),
});

/** Keeps a text, word for word, with what is said about it. */
export const rememberMemory: Operation = async ({ store, namespace, read, jobKey, openModels, isTool, warn, signal }) => {
	const { metadata, validFrom, validTo, idempotencyKey, ...about } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const said = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined && value !== '')) as Partial<NewMemory>;
	const text = read('text');
	readName(text, 'Text');
	const entry: NewMemory = {
		...said,
		text: typeof text === 'string' ? text : JSON.stringify(text),
		trust: readTrust(read('trust')),
		...readTime(validFrom, 'validFrom', 'Valid From'),
		...readTime(validTo, 'validTo', 'Valid To'),
		...(metadata !== undefined && { metadata: readJsonField(metadata, 'Metadata', '{ "room": 12 }') }),
		idempotencyKey: idempotencyKey !== undefined && idempotencyKey !== '' ? idempotencyKey : idempotencyKeyOf(jobKey, { ...said, text }),
	};
	refuseNever(entry);
	const models = await openModels();
	const embedding = models && (await embedText(models, entry.text, warn, signal));
	const [remembered] = await store.remember(namespace, [{ ...entry, ...(embedding && { embedding }) }], signal);
	const { id, outcome, count, supersedes = [], nearDuplicates = [], stored } = remembered ?? {};
	const { text: kept, trust } = stored ?? entry;
	return [
		{
			...(!isTool && { text: kept }),
			...{ id, outcome, count, trust, namespace },
			...(supersedes.length > 0 && { supersedes: [...supersedes] }),
			...(nearDuplicates.length > 0 && { nearDuplicates: [...nearDuplicates] }),
			// Nothing came of the vector of a text that was not stored.
			...(models && stored === undefined && { embedded: embedding !== undefined }),
		},
	];
};

/** What ends before it begins is true at no time, and no search would ever find it. */
function refuseNever({ validFrom, validTo }: NewMemory): void {
	if (validTo === undefined) return;
	if (validFrom !== undefined && Date.parse(validTo) <= Date.parse(validFrom))
		throw new InvalidInputError('Valid To is not after Valid From, so the memory would never be true', 'Correct one of them.', 'Valid To');
	if (validFrom === undefined && Date.parse(validTo) <= Date.now())
		throw new InvalidInputError(
			'Valid To is in the past and Valid From is not set, so the memory would never be true',
			'Set Valid From to when it started to be true, or a later Valid To.',
			'Valid To',
		);
}

/** Undefined where the model server does not do it: what was said is worth more than its vector. */
async function embedText(
	{ endpoint, embeddingModel }: Models,
	text: string,
	warn: (message: string) => void,
	signal: AbortSignal,
): Promise<NewMemory['embedding']> {
	const notes: string[] = [];
	const vectors = await unlessDown(
		async () => await withPatience(signal, PATIENCE_MS, async (patient) => await endpoint.embed(embeddingModel, [text], patient)),
		'Remembered without a vector, so that only words find it',
		notes,
		signal,
	);
	for (const note of notes) warn(note);
	const vector = vectors?.[0];
	return vector && { model: embeddingModel, vector };
}

/** Nothing is trusted because an expression found nothing. */
function readTrust(trust: unknown): NewMemory['trust'] {
	const field = fieldOf(memoryFields, 'trust');
	if (!isEmpty(trust)) return readChoice(z.enum(['user', 'agent', 'untrusted']), trust, field);
	const names = choicesOf(field).map(({ name, value }) => `${name} (${String(value)})`);
	throw new InvalidInputError('Trust is empty', `Choose one of ${names.join(', ')}.`, 'Trust');
}
