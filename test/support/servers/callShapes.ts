import { cut } from './thinkingShapes.ts';
import type { CallShape, Fields, ReplyCall } from './serverKind.ts';

export interface CallHabits {
	/** Of the nth call, counted from 0; absent: calls have none. */
	readonly id?: (index: number) => string;
	/** Default: counted. */
	readonly index?: 'always 0' | 'none';
	readonly argumentsAs?: 'text' | 'object';
	/** Arguments come in pieces after a head; default: everything in one piece. */
	readonly inPieces?: true;
	/** Content beside calls; default null. */
	readonly content?: string | null;
	readonly finishReason?: 'tool_calls' | 'stop';
	/** Fields of a call beside the usual ones, which have to come back. */
	readonly more?: (index: number) => Fields;
}

/** Calls as the API has them, with the habits of a server. */
export function asCalls(habits: CallHabits = {}): CallShape {
	const { id, argumentsAs = 'text', inPieces = false, content = null, finishReason = 'tool_calls', more } = habits;
	const words = (call: ReplyCall) => (argumentsAs === 'object' ? call.arguments : JSON.stringify(call.arguments));
	const numbered = (index: number) => (habits.index === 'none' ? {} : { index: habits.index === 'always 0' ? 0 : index });
	const head = (index: number) => ({ ...(id === undefined ? {} : { id: id(index) }), type: 'function', ...more?.(index) });
	const full = (call: ReplyCall, index: number) => ({ ...head(index), function: { name: call.name, arguments: words(call) } });
	return {
		finishReason,
		whole: (calls) => ({ content, tool_calls: calls.map(full) }),
		pieces: (calls) =>
			calls.flatMap((call, index): readonly Fields[] =>
				inPieces
					? [
							{ tool_calls: [{ ...numbered(index), ...head(index), function: { name: call.name, arguments: '' } }] },
							...cut(JSON.stringify(call.arguments), 6).map((piece) => ({
								tool_calls: [{ ...numbered(index), function: { arguments: piece } }],
							})),
						]
					: [{ tool_calls: [{ ...numbered(index), ...full(call, index) }] }],
			),
	};
}

/** Calls as words of the model, where the server does not know how its model writes them. */
export function asWords(write: (calls: readonly ReplyCall[]) => string): CallShape {
	return {
		finishReason: 'stop',
		written: true,
		whole: (calls) => ({ content: write(calls) }),
		pieces: (calls) => cut(write(calls)).map((content) => ({ content })),
	};
}

/** Qwen, Hermes. */
export const hermesCalls = asWords((calls) =>
	calls.map(({ name, arguments: words }) => `<tool_call>\n${JSON.stringify({ name, arguments: words })}\n</tool_call>`).join('\n'),
);

/** Llama 3.2 and 4: a list in Python's words. */
export const pythonicCalls = asWords(
	(calls) =>
		`[${calls
			.map(
				({ name, arguments: words }) =>
					`${name}(${Object.entries(words)
						.map(([key, value]) => `${key}=${JSON.stringify(value)}`)
						.join(', ')})`,
			)
			.join(', ')}]`,
);

/** gpt-oss: a message to the function. */
export const channelCalls = asWords((calls) =>
	calls
		.map(
			({ name, arguments: words }) =>
				`<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>${JSON.stringify(words)}<|call|>`,
		)
		.join('<|start|>assistant'),
);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id of so many letters and digits, another one each time. */
export function randomId(length: number, letters = LETTERS): string {
	return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
}

export const hexId = (length: number) => randomId(length, '0123456789abcdef');
