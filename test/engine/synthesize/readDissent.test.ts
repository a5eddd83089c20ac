import { describe, expect, it } from 'vitest';
import { createFence } from '../../../nodes/engine/prompts/fence';
import { dissentHeading } from '../../../nodes/engine/prompts/synthesis';
import { readDissenting } from '../../../nodes/engine/synthesize/readDissent';

const fence = createFence('d4e5f6');
const answer = 'Yes, it is known. The printer is called Bruno and stands in room 12.';
const read = (below: string, above = answer) =>
	readDissenting(`${above}\n\n${dissentHeading(fence)}\n${below}`, fence, [1, 2]).dissent ?? [];

describe('readDissenting', () => {
	it.each([
		...['none', '- Clone 2: none', 'Clone 4: none', '- **Clone 1:** None.', '- Clone 2: nothing', '- Clone 1: N/A'],
		...[
			'- No dissent.',
			'- There is no disagreement between the candidates.',
			'- Clones 1 and 2: no contradictions',
			'- no differences found',
		],
		...[
			'- None of the clones contradict each other.',
			'- Clone 1 agrees.',
			'- All candidates agree on the room.',
			'- Clone 2: says the same',
		],
		...[
			'- Clone 2: keine',
			'- Keine Widersprüche',
			'- Aucune contradiction',
			'- Ningún desacuerdo: ninguno',
			'- нет',
			'- 无',
			'- なし',
			'- 没有分歧。',
		],
		...[
			'- Clone 1: The printer is called Bruno and stands in room 12.',
			'- Clone 1: says that the printer is called Bruno and stands in room 12',
		],
		`- Clone 2: ${answer}`,
	])('takes %j for no dissent', (below) => {
		expect(read(below)).toEqual([]);
	});

	it.each([
		['- Clone 2: no', 'no'],
		['- Clone 2: room 21', 'room 21'],
		['- Clone 2: room 12', 'room 12'],
		['- Clone 2: not the same', 'not the same'],
		['- Clone 2: none of the rooms', 'none of the rooms'],
		['- Clone 2: The printer is called Bruno and stands in room 13.', 'The printer is called Bruno and stands in room 13.'],
		['- Clone 2: The printer is not called Bruno', 'The printer is not called Bruno'],
		['- Clone 2: it disagrees', 'it disagrees'],
		['- Clone 2: 无房间', '无房间'],
		['- All candidates agree on the room, but not on the name: Clone 2 calls it Otto.', undefined],
	])('keeps %j', (below, says = below.slice(2)) => {
		expect(read(below).map((each) => each.says)).toEqual([says]);
	});

	it('keeps what disagrees among what does not', () => {
		expect(read('- Clone 1: none\n- Clone 2: room 21\n- No other disagreement')).toEqual([{ clones: [2], says: 'room 21' }]);
	});
});
