import { z } from '../engine/checkInput';
import { compilePattern } from '../engine/evaluate/patterns/compilePattern';
import type { StopWhen } from '../engine/fanout/fanOutRequest';
import { formFields, readFormsOf } from './readFormsOf';

export const stopWhenSchema = z
	.object({
		rule: z
			.object({
				when: z.enum(['all', 'enough', 'agree']).default('all'),
				answers: z.coerce.number().default(3),
				onlyMatching: z.string().default(''),
				...formFields,
				confidence: z.coerce.number().default(0.95),
			})
			.prefault({}),
	})
	.prefault({});

/** When the run ends: with all answers, with enough, or where they agree. */
export function readStopWhen({ when, answers, onlyMatching, confidence, ...form }: z.infer<typeof stopWhenSchema>['rule']): StopWhen {
	if (when === 'enough') return { kind: 'enough', answers, ...readCheck(onlyMatching) };
	if (when === 'all') return { kind: 'all' };
	return { kind: 'agree', confidence, formsOf: readFormsOf(form) };
}

function readCheck(pattern: string): Pick<Extract<StopWhen, { kind: 'enough' }>, 'counts'> {
	if (pattern.trim() === '') return {};
	const compiled = compilePattern(pattern, 'Only Those That Match');
	return { counts: ({ text }) => compiled.test(text) };
}
