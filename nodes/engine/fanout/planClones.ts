import type { Sampling } from '../candidate';
import type { ChatRequest } from '../endpoint/endpoint';
import { jsonAnswerPrompt } from '../prompts/jsonAnswer';
import type { FanOutRequest } from './fanOutRequest';
import { nameSampling } from '../nameSampling';

/** What one clone will ask, decided before any of them starts. */
export interface ClonePlan {
	/** Counts from 1. */
	readonly clone: number;
	readonly approach: string;
	readonly request: ChatRequest;
	/** How it differs, in words; empty: not in words. */
	readonly instruction: string;
	/** Names of the tools that it may use; absent: all. */
	readonly tools?: readonly string[];
	/** It is there for tools, and none of them is there. */
	readonly lacksTools?: true;
}

interface Variation {
	readonly approach: string;
	readonly model: string;
	readonly instruction: string;
	readonly temperature?: number;
	readonly tools?: readonly string[];
	readonly lacksTools?: true;
}

/** A request whose plans are drafted and whose roles are settled. */
export type PlannableRequest = Omit<FanOutRequest, 'difference'> & {
	readonly difference: Exclude<FanOutRequest['difference'], { by: 'plan' }>;
};

/**
 * Writes down what each clone will ask.
 *
 * The shared part of the prompt (system message, task, answer format, `rules`) comes first and byte-identical; what differs comes last,
 * so that the server's prefix cache serves all clones. Every clone has a seed of its own: `seed`, `seed + 1`, … — as
 * vLLM numbers the samples of one request — or consecutive seeds from `drawSeed()` where none was given.
 */
export function planClones(request: PlannableRequest, drawSeed: () => number, rules: readonly string[] = []): readonly ClonePlan[] {
	const shared = [sharedPrompt(request), ...rules].join('\n\n');
	const firstSeed = request.sampling.seed ?? drawSeed();

	return Array.from({ length: request.clones }, (_, index) => {
		const variation = vary(request, index);
		const sampling: Sampling = {
			...request.sampling,
			...(variation.temperature === undefined ? {} : { temperature: variation.temperature }),
			seed: firstSeed + index,
		};
		const content = variation.instruction === '' ? shared : `${shared}\n\n${variation.instruction}`;
		return {
			clone: index + 1,
			approach: variation.approach,
			instruction: variation.instruction,
			...(variation.tools === undefined ? {} : { tools: variation.tools }),
			...(variation.lacksTools === true ? { lacksTools: true } : {}),
			request: {
				model: variation.model,
				messages: [
					...(request.system === undefined ? [] : [{ role: 'system' as const, content: request.system }]),
					{ role: 'user' as const, content },
				],
				sampling,
				...(request.answerFormat.kind === 'json' ? { jsonSchema: request.answerFormat.schema ?? { type: 'object' } } : {}),
				...(request.leavesThinking === true ? { leavesThinking: true } : {}),
				...(request.logProbabilities === true ? { logProbabilities: true } : {}),
				...(request.extraBody === undefined ? {} : { extraBody: request.extraBody }),
				...(request.leaveOut === undefined ? {} : { leaveOut: request.leaveOut }),
			},
		};
	});
}

function sharedPrompt({ task, answerFormat }: PlannableRequest): string {
	return answerFormat.kind === 'json' ? `${task}\n\n${jsonAnswerPrompt(answerFormat.schema)}` : task;
}

function vary(request: PlannableRequest, index: number): Variation {
	const { difference, turns = [] } = request;
	const model = turns[index % turns.length] ?? request.model;
	const unchanged = { model, instruction: '' };
	switch (difference.by) {
		case 'approach': {
			const approach = difference.approaches[index % difference.approaches.length];
			return { ...unchanged, approach: approach?.label ?? '', instruction: approach?.instruction ?? '' };
		}
		case 'model': {
			const named = difference.models[index % difference.models.length] ?? model;
			return { approach: named, model: named, instruction: '' };
		}
		case 'role': {
			const role = difference.roles[index % difference.roles.length];
			return {
				approach: role?.name ?? '',
				model: role?.model ?? model,
				instruction: role?.instruction ?? '',
				...(role?.tools === undefined ? {} : { tools: role.tools }),
				...(role?.lacksTools === true ? { lacksTools: true } : {}),
			};
		}
		case 'sampling': {
			const temperature = spreadTemperature(request.sampling.temperature ?? 0.7, difference.spread, index, request.clones);
			return { ...unchanged, approach: nameSampling({ temperature }), temperature };
		}
	}
}

function spreadTemperature(middle: number, spread: number, index: number, clones: number): number {
	const share = clones === 1 ? 0.5 : index / (clones - 1);
	const temperature = middle - spread + 2 * spread * share;
	return Math.round(Math.min(2, Math.max(0, temperature)) * 100) / 100;
}
