import { checkOptions } from '../shared/checkOptions';
import { readGroups } from '../shared/readGroups';
import { z } from '../engine/checkInput';
import { optionGroups } from './optionGroups';
import { cacheSchema } from './readCache';
import { largerSchema } from './readLarger';
import { stopWhenSchema } from './readStopWhen';
import { toolUseSchema } from './toolUse';

const number = z.coerce.number();

/** The one place where defaults of optional fields meet types; a field that is absent here was not set by the user. */
const optionsSchema = z.object({
	approaches: z.array(z.string()).optional(),
	askLarger: z.object({ settings: largerSchema.optional() }).optional(),
	cacheAnswers: z.object({ settings: cacheSchema.optional() }).optional(),
	cloneTimeoutSeconds: number.min(0.1).default(300),
	clonesAtOnce: number.int().min(1).optional(),
	deadlineSeconds: number.min(0.1).optional(),
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
		.object({ approach: z.array(z.object({ label: z.string().default(''), instruction: z.string().default('') })).default([]) })
		.default({ approach: [] }),
	reasoningEffort: z.string().optional(),
	retries: number.default(2),
	rounds: number.default(1),
	seed: number.int().optional(),
	stopWhen: stopWhenSchema,
	subWorkflow: z.union([z.string(), z.object({ value: z.coerce.string() })]).optional(),
	system: z.string().optional(),
	temperature: number.min(0).max(2).optional(),
	temperatureSpread: number.min(0).max(1).default(0.3),
	thinking: z.enum(['separate', 'leave']).default('separate'),
	timeSavedMinutes: number.min(0).optional(),
	toolOutputCharacters: number.default(8000),
	toolSteps: number.default(8),
	toolTimeoutSeconds: number.default(30),
	toolUse: toolUseSchema,
	topP: number.min(0).max(1).optional(),
});

export type Options = z.infer<typeof optionsSchema>;

/** @throws InvalidInputError naming the option that cannot be used. */
export function readOptions(read: (name: string) => unknown): Options {
	return checkOptions(optionsSchema, readGroups(optionGroups, read), ...optionGroups);
}
