import { describe, expect, it } from 'vitest';
import { EvidenceBoard } from '../../../../../nodes/engine/fanout/rounds/evidenceBoard';
import { postFindings } from '../../../../../nodes/engine/fanout/tools/guided/postFindings';
import type { Source } from '../../../../../nodes/engine/tool';

const source = (text: string): Source => ({ id: 'S1.1', tool: 'web', asked: '{"q":"Bruno"}', text });

describe('postFindings', () => {
	it.each([
		['Bruno isn’t a lake.', 'Bruno isn’t a lake.', 'Bruno is a lake.'],
		['It is not true that Bruno is a lake.', 'It is not true that Bruno is a lake.', 'Bruno is a lake.'],
		['In Bruno the temperature was -5 degrees.', 'In Bruno the temperature was -5 degrees.', 'The temperature was 5 degrees.'],
		['It is false that Bruno is a lake. It is a river.', 'Bruno is a lake', 'Bruno is a lake.'],
		['People say so, but\nit is a myth that\nBruno is a lake.', 'Bruno is a lake.', 'Bruno is a lake.'],
		['That Bruno is a lake, as some say, is wrong.', 'Bruno is a lake', 'Bruno is a lake'],
	])('puts the whole sentence in the place of a claim that it denies: %j', (text, quote, claim) => {
		const board = new EvidenceBoard('What is Bruno?');
		const { findings, dropped, quotedInstead } = postFindings([{ quote, claim }], source(text), 'What is Bruno?', {
			board,
			clone: 1,
			round: 1,
		});
		const sentence = text.startsWith('It is false') ? 'It is false that Bruno is a lake.' : text;
		expect(board.findings).toMatchObject([{ claim: sentence, quote: sentence }]);
		expect(findings).toEqual([{ quote: sentence, claim: sentence }]);
		expect({ dropped, quotedInstead }).toEqual({ dropped: 0, quotedInstead: 1 });
	});

	it('takes words whose sentence denies nothing as they are', () => {
		const { findings } = postFindings(
			[{ quote: 'Bruno is a lake', claim: 'Bruno is a lake.' }],
			source('Without doubt Bruno is a lake. It is not a river.'),
			'What is Bruno?',
			undefined,
		);
		expect(findings).toEqual([{ quote: 'Bruno is a lake', claim: 'Bruno is a lake.' }]);
	});
});
