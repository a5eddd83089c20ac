import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../nodes/engine/candidate';
import { describeFailingTools, findFailingTools } from '../../nodes/engine/failingTools';
import type { ToolUse } from '../../nodes/engine/tool';

const use = (name: string, outcome: ToolUse['outcome'], trouble?: string): ToolUse => ({
	step: 1,
	name,
	asked: '{}',
	outcome,
	durationMs: 1,
	...(trouble === undefined ? {} : { trouble }),
});
const of = (...clones: ReadonlyArray<readonly ToolUse[]>): ReadonlyArray<Pick<Candidate, 'toolUses'>> =>
	clones.map((toolUses) => ({ toolUses }));

describe('tools that failed in all their calls', () => {
	it('are found over all clones, each once with the words of its first failure, although another tool answers', () => {
		const found = findFailingTools(
			of(
				[use('search', 'threw', 'The service refused the connection.'), use('memory', 'answered')],
				[use('search', 'timedOut', 'It gave no answer within 30 s'), use('search', 'repeated', 'Again.')],
			),
		);
		expect(found).toEqual([{ name: 'search', calls: 2, why: 'The service refused the connection' }]);
	});

	it('are those, too, that give back an error instead of throwing it', () => {
		expect(findFailingTools(of([use('search', 'answered', 'It gave back an error: ECONNREFUSED')]))).toMatchObject([{ calls: 1 }]);
	});

	it('are not those of which a call worked, or none was made', () => {
		const uses = [use('search', 'threw', 'Down.'), use('search', 'answered'), use('made_up', 'refused', 'There is no tool "made_up".')];
		expect(findFailingTools(of(uses))).toEqual([]);
	});

	it('are those of refused calls only where no call was made at all', () => {
		expect(findFailingTools(of([use('made_up', 'refused', 'There is no tool "made_up". There is search.')]))).toEqual([
			{ name: 'made_up', calls: 1, why: 'There is no tool "made_up". There is search', refused: true },
		]);
	});

	it('are those of refused calls, too, where clones wrote on their board besides', () => {
		const board = { ...use('post_question', 'answered'), board: true as const };
		const found = findFailingTools(
			of([use('search', 'refused', 'The arguments do not fit: q is missing.'), board], [use('search', 'refused', '')]),
		);
		expect(describeFailingTools(found)).toEqual(['both calls of search were refused (The arguments do not fit: q is missing)']);
		expect(describeFailingTools(findFailingTools(of([use('search', 'refused', 'Why.')])))).toEqual([
			'the only call of search was refused (Why)',
		]);
	});

	it('are called as on the canvas', () => {
		const labelled = { ...use('Look_up', 'threw', 'Down.'), label: 'Look up' };
		expect(describeFailingTools(findFailingTools(of([labelled])))).toEqual(['the only call of Look up failed (Down)']);
	});

	it('are not looked for in what is no use of a tool', () => {
		const odd = [{ toolUses: 'none' }, { toolUses: [null, 7, { name: 3 }] }, {}] as unknown as Parameters<typeof findFailingTools>[0];
		expect(findFailingTools(odd)).toEqual([]);
	});

	it('are told in a few words, however many they are and however much they say', () => {
		const many = Array.from({ length: 5 }, (_, index) => use(`tool${index}`, 'threw', 'x '.repeat(10_000)));
		const told = describeFailingTools(findFailingTools(of(many)));
		expect(told).toHaveLength(4);
		expect(told[0]).toMatch(/^the only call of tool0 failed \(x /);
		expect(told[3]).toBe('all calls of 2 more tools failed');
		expect(told.join('; ').length).toBeLessThan(700);
	});
});
