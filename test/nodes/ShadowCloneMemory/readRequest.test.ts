import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../nodes/ShadowCloneMemory/readRequest';

interface Around {
	/** What the workflow says the field holds, before it is worked out. */
	readonly typed?: string;
	readonly ofChatTrigger?: unknown;
	/** What other fields hold before they are worked out. */
	readonly written?: Readonly<Record<string, unknown>>;
}

function read(fields: Readonly<Record<string, unknown>>, { typed, ofChatTrigger, written = {} }: Around = {}) {
	const all: Readonly<Record<string, unknown>> = { namespace: 'chats', contextWindowLength: 5, store: 'embedded', ...fields };
	return readRequest(
		{
			getNodeParameter: ((name: string, _: number, otherwise: unknown, { rawExpressions = false } = {}) =>
				(rawExpressions ? written[name] : undefined) ?? (name in all ? all[name] : otherwise)) as never,
			getNode: () => ({ parameters: typed === undefined ? {} : { sessionKey: typed } }) as never,
			getChatTrigger: () => (ofChatTrigger === undefined ? null : ({ name: 'Chat "1"' } as never)),
			evaluateExpression: (expression) =>
				expression === '{{ $("Chat \\"1\\"").first().json.sessionId }}' ? (ofChatTrigger as never) : null,
		},
		0,
	);
}

describe('the fields of Shadow Clone Memory', () => {
	it('say which conversation is meant', () => {
		expect(read({ sessionKey: ' abc ', options: { file: '/data/m.sqlite' } })).toEqual({
			namespace: 'chats',
			session: 'abc',
			interactions: 5,
			place: { store: 'embedded', file: '/data/m.sqlite' },
		});
		expect(read({ sessionKey: 42 }).session).toBe('42');
	});

	it('find the session of the Chat Trigger where nodes before the agent have dropped it', () => {
		expect(read({ sessionKey: '' }, { ofChatTrigger: 's-1' }).session).toBe('s-1');
	});

	it('never take another session where an expression of the user gives none', () => {
		expect(() => read({ sessionKey: '' }, { typed: '={{ $json.customer }}', ofChatTrigger: 's-1' })).toThrow(
			expect.objectContaining({ field: 'Session Key' }),
		);
	});

	it.each([undefined, null, '', ' '])('never take another store where an expression gives %j', (nothing) => {
		const expression = '={{ $json.place }}';
		expect(() => read({ sessionKey: 'a', store: nothing }, { written: { store: expression } })).toThrow('Store is empty');
		expect(() => read({ sessionKey: 'a', options: { file: nothing } }, { written: { options: { file: expression } } })).toThrow(
			'File is empty',
		);
		expect(read({ sessionKey: 'a', options: { file: '' } }).place).toEqual({ store: 'embedded', file: '' });
	});

	it.each<readonly [Readonly<Record<string, unknown>>, string]>([
		...['', ' ', '\u0000', '\u200b\ufeff', [], {}].flatMap((nothing) => [
			[{ sessionKey: nothing }, 'Session Key'] as const,
			[{ sessionKey: 'a', namespace: nothing === '' ? ' ' : nothing }, 'Namespace'] as const,
		]),
		[{ sessionKey: 'a', contextWindowLength: 0 }, 'Context Window Length'],
		[{ sessionKey: 'a', contextWindowLength: '' }, 'Context Window Length'],
		[{ sessionKey: 'a', store: 'cellar' }, 'Store'],
	])('that cannot be used are named: %o', (fields, field) => {
		expect(() => read(fields)).toThrow(expect.objectContaining({ name: 'InvalidInputError', field }));
	});
});
