import { describe, it } from 'vitest';
import { createRuleCheck } from '../../../nodes/engine/evaluate/createRuleCheck';
import { readExamples } from '../../../nodes/engine/evaluate/behaviour/readExamples';
import { nameFunctions } from '../../../nodes/engine/evaluate/nameFunctions';
import { isPage } from '../../../nodes/engine/fanout/tools/pages/isPage';
import { readTerms } from '../../../nodes/engine/memory/text/readTerms';
import { createFence } from '../../../nodes/engine/prompts/fence';
import { findQuote } from '../../../nodes/engine/quotes/findQuote';
import { followsFrom, repeats } from '../../../nodes/engine/quotes/followsFrom';
import { toPlainText } from '../../../nodes/engine/quotes/plainText';
import { QuotableText } from '../../../nodes/engine/quotes/quotableText';
import { withItsDenial } from '../../../nodes/engine/quotes/wholeSentence';
import { readCodeBlocks } from '../../../nodes/engine/sandbox/codeBlocks';
import { checkCitations, type Evidence } from '../../../nodes/engine/synthesize/citations/checkCitations';
import { readCitations } from '../../../nodes/engine/synthesize/citations/readCitations';
import { splitSentences } from '../../../nodes/engine/synthesize/citations/splitSentences';
import { cutIntoPieces } from '../../../nodes/engine/synthesize/condenseText';
import { readDissenting } from '../../../nodes/engine/synthesize/readDissent';
import { upTo } from '../../../nodes/engine/synthesize/upTo';
import { expectLinear } from '../../support/expectLinear';

type Shape = (length: number) => string;
const of =
	(unit: string): Shape =>
	(length) =>
		unit.repeat(Math.ceil(length / unit.length));

/** What texts are made of that make careless patterns go back and forth. */
const shapes: Readonly<Record<string, Shape>> = {
	prose: of('The tower was built in 1889 by Mr. Eiffel, and it is 330 m tall. It was painted brown. '),
	lines: of('The tower was built in 1889.\n'),
	lineBreaks: of('\n'),
	spaces: (length) => `x${' '.repeat(length)}x`,
	mixedSpaces: of(' \n\t'),
	paragraphSigns: of('\u2029'),
	letters: of('a'),
	digits: of('1'),
	zeros: (length) => `1.${'0'.repeat(length)}1 tall`,
	numbers: of('1 '),
	dots: (length) => `x${'.'.repeat(length)}x`,
	abbreviations: of('Dr. '),
	lists: of('A. 1. '),
	signs: of('<'),
	openings: (length) => `<${' '.repeat(length)}`,
	quotes: of('"'),
	halfQuotes: of('"abc '),
	quotedWords: of('He said "the tower was built" there. '),
	backticks: (length) => `${'`'.repeat(length)}x\``,
	tildes: (length) => `~~~${'~'.repeat(length)} \``,
	fenceWords: (length) => `~~~${'a'.repeat(length)}\``,
	fenceSpaces: (length) => `~~~${' '.repeat(length)}\``,
	openFences: of('```js\n'),
	brackets: of('['),
	calls: of('f('),
	nestedCalls: (length) => `f(${'['.repeat(length)}`,
	openTexts: of('f(["f([", '),
	comments: of('<!-- a -->'),
	cited: of('It was built there [F1]. '),
	citedInOne: of('[F1]'),
	openCitations: of('[F1 "'),
	entangledCitations: of('F1 "[F1 " '),
	longGroup: (length) => `[${'F1, '.repeat(length / 4)}`,
	wrongQuotes: (length) => Array.from({ length: length / 30 }, (_, index) => `It is so [F1 "quite ${index} other"].`).join(' '),
	marks: (length) => `a${'\u0315\u0323'.repeat(length / 2)}`,
	halfCharacters: of('\ud800'),
	unseen: of('\u200b'),
	cyrillic: of('Башня была построена. '),
	chinese: of('東京'),
};

const evidence: readonly Evidence[] = [
	{
		finding: { id: 'F1', claim: 'It was built', quote: 'the tower was built', source: 'S1.1', trust: 'untrusted', clone: 1, round: 1 },
		source: { id: 'S1.1', tool: 'search', asked: '', text: 'In 1889 the tower was built by men. https://a.example/b '.repeat(150) },
	},
];
const fence = createFence('abc123def456');

/** What reads texts of models, tools, pages and callers in n8n's own thread. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
	toPlainText: (text) => toPlainText(text, true),
	'findQuote in a text': (text) => findQuote('the tower was built ... in brown', text),
	'findQuote of letters that stand everywhere': (text) => findQuote('aaaa ... aaaa ... aaaa ... aaaa', text),
	'findQuote of a quote': (text) => findQuote(text, evidence[0]?.source.text ?? ''),
	'whether a claim follows from a text': (text) =>
		followsFrom('The tower was built in 1889 by Mr. Eiffel, and is 330 m tall.', { quotes: [text] }),
	'whether a claim is a part of a text': (text) => repeats('the tower was built', text),
	'the sentence of a quote': (text) => withItsDenial('The tower', new QuotableText(`${text} The tower is false ${text}`)),
	readCitations,
	splitSentences,
	checkCitations: (text) => checkCitations(text, evidence),
	readDissenting: (text) => readDissenting(`Answer.\n### Dissent ${fence.marker}\n${text}`, fence, [1, 2]),
	cutIntoPieces: (text) => cutIntoPieces(text, 1000),
	upTo: (text) => {
		const write = upTo(`### Dissent ${fence.marker}`, () => {});
		for (let at = 0; at < text.length; at += 4) write(text.slice(at, at + 4));
	},
	readCodeBlocks,
	readExamples: (text) => readExamples(text, ['f', 'foo']),
	nameFunctions: (text) => nameFunctions([text, text], 'javascript'),
	isPage,
	'a fence': (text) => fence.enclose('candidate', {}, text),
	readTerms,
	'the rule Must Contain': (text) => createRuleCheck({ kind: 'contains', words: ['zzz'] }).map((check) => check({ text })),
};

describe.each(Object.entries(readers))('%s', (_, read) => {
	it.each(Object.entries(shapes))('takes time that grows with the text and no faster: %s', (__, shape) => {
		expectLinear(shape, read);
	});
});

describe('readExamples', () => {
	it.each(['(a+)+', '(\\w*)*f', '[', '.*.*.*'])('takes the name of a function for letters, whatever a caller sent: %s', (name) => {
		expectLinear(of('a'), (text) => readExamples(`${text}!(1) == 2`, [name]));
	});
});
