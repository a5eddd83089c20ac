import type { AnswerCacheSettings } from '../engine/cache/answerCache';
import { z } from '../engine/checkInput';
import { readStoreChoice, type StoreChoice } from '../shared/openStore';
import { refuseEmptyIn, type Held, type MayBeEmpty } from '../shared/refuseEmpty';
import { cacheAnswers } from './cacheAnswers';

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

/** What an expression that finds nothing must not set back to its default: others use that namespace, and that store. */
const mayBeEmpty: Readonly<Record<string, MayBeEmpty>> = {
	file: 'byHand',
	keep: 'byHand',
	keepForHours: 'byHand',
	mostAnswers: 'byHand',
	namespace: 'never',
	store: 'byHand',
};

/**
 * Refuses settings of Cache Answers that say nothing, in Options as they are for this item and as they are written.
 *
 * @throws InvalidInputError naming the setting.
 */
export function refuseEmptyCache({ value, written }: Held): void {
	const settings = { value: settingsIn(value), written: settingsIn(written) };
	const fields = cacheAnswers.options?.flatMap((each) => ('values' in each ? each.values : [])) ?? [];
	const named = fields.map((field) => ({ ...field, displayName: `${field.displayName} of Cache Answers` }));
	refuseEmptyIn(settings, { options: named }, mayBeEmpty);
}

function settingsIn(options: unknown): unknown {
	return (options as { readonly cacheAnswers?: { readonly settings?: unknown } } | null | undefined)?.cacheAnswers?.settings;
}

export function readCache({ file, keep, keepForHours, mostAnswers, namespace, store }: z.infer<typeof cacheSchema>): CacheRequest {
	return {
		place: readStoreChoice(store, { file }),
		namespace: namespace.trim(),
		savesAnswers: keep === 'every',
		...(keepForHours === 0 ? {} : { maxAgeMs: keepForHours * 3_600_000 }),
		...(mostAnswers === 0 ? {} : { mostAnswers }),
	};
}
