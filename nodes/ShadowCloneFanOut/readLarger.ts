import { z } from '../engine/checkInput';
import type { FanOutRequest } from '../engine/fanout/fanOutRequest';
import { readLocator } from '../shared/readLocator';
import { readWeights } from '../shared/readWeights';
import { formFields, readFormsOf } from './readFormsOf';

export const largerSchema = z.object({
	...formFields,
	model: z.unknown().optional(),
	minimumLead: z.coerce.number().default(0.5),
	server: z.enum(['same', 'other']).default('same'),
	weights: z.unknown().optional(),
});

/** The larger model, and when it is asked; empty where it is not. */
export function readLarger(settings: z.infer<typeof largerSchema> | undefined): Pick<FanOutRequest, 'larger'> {
	if (settings === undefined) return {};
	const { model, minimumLead, weights } = settings;
	return {
		larger: { model: String(readLocator(model) ?? '').trim(), minimumLead, weights: readWeights(weights), formsOf: readFormsOf(settings) },
	};
}
