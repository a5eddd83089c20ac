import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../nodes/engine/synthesize/citations/checkCitations';
import { composeSentences } from '../../../../nodes/engine/synthesize/report/composeSentences';

const evidence = (number: number, quote: string): Evidence => ({
	finding: { id: `F${number}`, claim: quote, quote, source: `S${number}`, trust: 'untrusted', clone: 1, round: 1 },
	source: { id: `S${number}`, kind: 'tool', name: 'page', text: quote } as unknown as Evidence['source'],
});
const shown = [
	evidence(1, 'Blackpool Tower is 158 metres high.'),
	evidence(2, 'Blackpool Tower was opened to the public on 14 May 1894.'),
	evidence(3, 'Blackpool Tower was not closed in 1894.'),
];
const both = 'Blackpool Tower is 158 metres high and was opened on 14 May 1894.';
const compose = (...sentences: ReadonlyArray<readonly [string, readonly number[]]>) =>
	composeSentences(
		sentences.map(([sentence, findings]) => ({ sentence, findings })),
		shown,
		'How high is Blackpool Tower, and when was it opened?',
	).text;

describe('a report put together from sentences', () => {
	it('says what another sentence says too only once, whichever comes first', () => {
		const once = 'Blackpool Tower is 158 metres high and was opened on 14 May 1894 [F1, F2].';
		expect(compose([both, [1, 2]], ['Blackpool Tower is 158 metres high.', [1]])).toBe(once);
		expect(compose(['Blackpool Tower is 158 metres high.', [1]], [both, [1, 2]])).toBe(once);
		expect(compose([both, [1, 2]], [`${both} `, [1, 2]])).toBe(once);
	});

	it('keeps a sentence that says more, or the opposite', () => {
		expect(compose(['Blackpool Tower is 158 metres high.', [1]], ['Blackpool Tower was opened on 14 May 1894.', [2]])).toBe(
			'Blackpool Tower is 158 metres high [F1]. Blackpool Tower was opened on 14 May 1894 [F2].',
		);
		expect(compose(['Blackpool Tower was opened in 1894.', [2]], ['Blackpool Tower was not closed in 1894.', [3]])).toBe(
			'Blackpool Tower was opened in 1894 [F2]. Blackpool Tower was not closed in 1894 [F3]. Blackpool Tower is 158 metres high [F1].',
		);
	});

	it('adds the finding on the part of the question that was left out, and no other', () => {
		expect(compose(['Blackpool Tower is 158 metres high.', [1]])).toBe(
			'Blackpool Tower is 158 metres high [F1]. Blackpool Tower was opened to the public on 14 May 1894 [F2].',
		);
		const mayor = [evidence(1, 'Blackpool Tower is 158 metres high.'), evidence(2, 'John Bickerstaffe was mayor of Blackpool.')];
		const written = [{ sentence: 'Blackpool Tower is 158 metres high.', findings: [1] }];
		const { text } = composeSentences(written, mayor, 'How high is Blackpool Tower, and when was it opened?');
		expect(text).toBe('Blackpool Tower is 158 metres high [F1].');
	});

	it('adds nothing that is cited already, in whatever words it is said', () => {
		expect(
			compose(['Blackpool Tower is 158 metres high.', [1]], ['The opening of Blackpool Tower was on 14 May 1894.', [2]]),
		).not.toContain('was opened');
	});
});
