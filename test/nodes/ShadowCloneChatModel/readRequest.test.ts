import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../nodes/ShadowCloneChatModel/readRequest';

const read = (fields: Readonly<Record<string, unknown>> = {}) => {
	const all: Readonly<Record<string, unknown>> = { clones: 5, pickBy: 'consensus', model: { value: 'small' }, options: {}, ...fields };
	return readRequest({ getNodeParameter: ((name: string, _: number, otherwise: unknown) => all[name] ?? otherwise) as never }, 0);
};

describe('the fields of Shadow Clone Chat Model', () => {
	it('have defaults where nothing was set', () => {
		expect(read()).toEqual({
			clones: 5,
			model: 'small',
			pickBy: { by: 'consensus' },
			sampling: { temperature: 0.7 },
			temperatureSpread: 0.3,
			cloneTimeoutMs: 300_000,
			retries: 2,
			stopsWhenAgreed: true,
			clonesAtOnce: undefined,
		});
	});

	it('say what a vote is on and who judges', () => {
		expect(read({ pickBy: 'vote', answerForm: 'number', answerUnit: 'km' }).pickBy).toEqual({
			by: 'vote',
			form: { kind: 'number', unit: 'km' },
		});
		const judged = read({ pickBy: 'judge', judgeModel: { value: 'large' }, rubric: 'Shorter' });
		expect(judged.pickBy).toEqual({ by: 'judge', model: 'large', rubric: 'Shorter' });
	});

	it('have their defaults where an expression finds nothing', () => {
		expect(read({ pickBy: '' }).pickBy).toEqual({ by: 'consensus' });
		expect(read({ pickBy: 'vote', answerForm: ' ' }).pickBy).toEqual({ by: 'vote', form: { kind: 'text' } });
		expect(read({ options: { reasoningEffort: '' } }).sampling).not.toHaveProperty('reasoningEffort');
	});

	it.each(['', null, ' ', []])('say that Clones is empty where it holds %j', (clones) => {
		const all: Readonly<Record<string, unknown>> = { clones, pickBy: 'consensus' };
		const getNodeParameter = ((name: string, _: number, otherwise: unknown) => (name in all ? all[name] : otherwise)) as never;
		expect(() => readRequest({ getNodeParameter }, 0)).toThrow(expect.objectContaining({ message: 'Clones is empty', field: 'Clones' }));
	});

	it('name the choices as they stand on screen', () => {
		expect(() => read({ pickBy: 'dice' })).toThrow(/Consensus \(consensus\), Judge \(judge\), Vote \(vote\)/);
		expect(() => read({ pickBy: 'vote', answerForm: 'mood' })).toThrow(/Final Number \(number\)/);
	});

	it.each([
		[{ clones: 0 }, 'Clones'],
		[{ pickBy: 'dice' }, 'Pick By'],
		[{ pickBy: 'vote', answerForm: 'field', answerField: '' }, 'JSON Field'],
		[{ pickBy: 'vote', answerForm: 'pattern', answerPattern: '(' }, 'Answer Pattern'],
		[{ options: { extraBody: '{' } }, 'Extra Body'],
	])('that cannot be used are named before any clone is asked: %o', (fields, field) => {
		expect(() => read(fields)).toThrow(expect.objectContaining({ name: 'InvalidInputError', field }));
	});
});
