import type { AnswerCacheSettings } from '../engine/cache/answerCache';
import { z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { readStoreChoice, type StoreChoice } from '../shared/openStore';
import { isBlank } from '../engine/text/isBlank';

export const cacheSchema = z.object({
	file: z.string().default(''),
	keep: z.enum(['every', 'accepted']).default('every'),
	keepForHours: z.coerce.number().min(0).default(168),
	mostAnswers: z.coerce.number().int().min(0).default(10_000),
	namespace: z.string().default('answers'),
	store: z.string().default('embedded'),
});

/** How answers are given again; limits that are absent are none. */
export interface CacheRequest extends Omit<AnswerCacheSettings, 'records'> {
	readonly place: StoreChoice;
}

/** @throws InvalidInputError when the namespace is empty. */
export function readCache({ file, keep, keepForHours, mostAnswers, namespace, store }: z.infer<typeof cacheSchema>): CacheRequest {
	if (isBlank(namespace))
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
