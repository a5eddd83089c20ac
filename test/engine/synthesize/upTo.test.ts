import { expect, it } from 'vitest';
import { upTo } from '../../../nodes/engine/synthesize/upTo';

it.each([
	['a text without the end', ['One ', 'two.'], 'One two.'],
	['the end in one piece', ['One two.\n\n### Dissent x\n- no'], 'One two.'],
	['the end in many pieces', ['One', ' two.', '\n\n#', '## Dis', 'sent', ' x', '\n- no'], 'One two.'],
	['what only begins like the end', ['One ###', ' two ### Dis', 'like'], 'One ### two ### Dislike'],
])('passes on %s, and nothing from the end on', (_, pieces, expected) => {
	const told: string[] = [];
	const tell = upTo('### Dissent x', (piece) => told.push(piece));
	for (const piece of pieces) tell(piece);
	expect(told.join('')).toBe(expected);
});
