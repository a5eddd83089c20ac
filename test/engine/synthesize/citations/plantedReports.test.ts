import { expect, it } from 'vitest';
import { denies } from '../../../../nodes/engine/quotes/denies';
import { checkCitations, type Evidence } from '../../../../nodes/engine/synthesize/citations/checkCitations';
import { readPassages } from '../../../support/musique';
import { seededRandom } from '../../../support/vllmDouble/tokens.ts';

const REPORTS = 200;
const CITATIONS = 8;

/** A quote as a report might write it, of a sentence that stands in the source; undefined where the sentence does not lend itself to it. */
type Variant = (sentence: string, random: () => number) => string | undefined;

const words = (sentence: string) => sentence.split(' ');
const swapAt = (sentence: string, index: number, word: string) => words(sentence).with(index, word).join(' ');
const middle = (sentence: string, random: () => number) => 2 + Math.floor(random() * (words(sentence).length - 4));
const lookAlikes: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с' };

const trueVariants: Readonly<Record<string, Variant>> = {
	'as it stands': (sentence) => sentence,
	'over line breaks': (sentence) => sentence.replace(/ /g, (space, at: number) => (at % 3 === 0 ? '\n' : space)),
	'with wide and unbreakable spaces': (sentence) => sentence.replaceAll(' ', '\u2003').replace('\u2003', '\u00a0'),
	'with an ellipsis': (sentence) => {
		const all = words(sentence);
		const gap = all.slice(4, -4).join(' ');
		return all.length < 12 || denies(gap) ? undefined : `${all.slice(0, 4).join(' ')} … ${all.slice(-4).join(' ')}`;
	},
	'with another ellipsis': (sentence, random) => trueVariants['with an ellipsis']?.(sentence, random)?.replace('…', '[...]'),
	'beginning small': (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1),
	'with typographer’s marks': (sentence) => sentence.replaceAll("'", '’').replaceAll('-', '‑').replaceAll('fi', 'ﬁ'),
	'with a stop that was none': (sentence) => `${sentence.replace(/[.!?]$/, '')}!`,
	'with characters that show nothing': (sentence) => sentence.replaceAll(' ', ' \u200b'),
	'a part of it': (sentence) =>
		words(sentence)
			.slice(1, -1)
			.join(' ')
			.replace(/[,;:]$/, ''),
};

const falseVariants: Readonly<Record<string, Variant>> = {
	'with another word': (sentence, random) => swapAt(sentence, middle(sentence, random), 'pineapple'),
	'with another number': (sentence) =>
		/\d/.test(sentence) ? sentence.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : undefined,
	'with a word less': (sentence, random) => {
		const index = middle(sentence, random);
		return words(sentence)
			.filter((_, at) => at !== index)
			.join(' ');
	},
	'with two words swapped': (sentence, random) => {
		const index = middle(sentence, random);
		const [left = '', right = ''] = words(sentence).slice(index, index + 2);
		return left.toLowerCase() === right.toLowerCase() ? undefined : swapAt(swapAt(sentence, index, right), index + 1, left);
	},
	'with letters that look alike': (sentence) => {
		const at = sentence.search(/[aeopc]/);
		return at === -1 ? undefined : sentence.slice(0, at) + lookAlikes[sentence.charAt(at)] + sentence.slice(at + 1);
	},
	'with a denial': (sentence, random) => {
		const all = words(sentence);
		const index = middle(sentence, random);
		return [...all.slice(0, index), 'never', ...all.slice(index)].join(' ');
	},
	'with its parts in another order': (sentence) => {
		const all = words(sentence);
		return all.length < 12 ? undefined : `${all.slice(-5).join(' ')} … ${all.slice(0, 5).join(' ')}`;
	},
	'with half a word': (sentence) => {
		const first = words(sentence)[0] ?? '';
		return /^\p{L}{5,}$/u.test(first) ? sentence.slice(2) : undefined;
	},
	'of another source': () => undefined,
};

interface Planted {
	readonly kind: string;
	readonly isTrue: boolean;
	readonly finding: string;
	readonly quote: string;
}

const passages = readPassages().filter(({ text }) => text.length < 4000);
const sentencesOf = (text: string) =>
	text
		.split(/(?<=[.!?])\s+(?=[A-Z])/)
		.filter(
			(sentence) =>
				words(sentence).length >= 8 && !/["“”[\]【】]/.test(sentence) && /^[A-Z]/.test(sentence) && text.split(sentence).length === 2,
		);

/** Some passages as evidence, and a report that cites them truly and falsely; which is which is known from how each citation was made. */
function plant(seed: number): { readonly report: string; readonly evidence: readonly Evidence[]; readonly planted: readonly Planted[] } {
	const random = seededRandom(`report ${seed}`);
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
	const evidence = Array.from({ length: 4 }, (_, index): Evidence => {
		const passage = pickWithSentences(pick);
		const sentence = pick(sentencesOf(passage.text));
		return {
			finding: {
				id: `F${index + 1}`,
				claim: passage.title,
				quote: sentence,
				source: `S${index + 1}.1`,
				trust: 'untrusted',
				clone: 1,
				round: 1,
			},
			source: { id: `S${index + 1}.1`, tool: 'search', asked: '{}', text: `${passage.title}\n${passage.text}` },
		};
	});
	const planted: Planted[] = [];
	while (planted.length < CITATIONS) {
		const [own, other] = [pick(evidence), pick(evidence)];
		const sentence = pick(sentencesOf(own.source.text.slice(own.source.text.indexOf('\n') + 1)));
		const isTrue = random() < 0.5;
		const [kind, variant] = pick(Object.entries(isTrue ? trueVariants : falseVariants));
		const quote = kind === 'of another source' ? sentence : variant(sentence, random);
		const cited = kind === 'of another source' ? other : own;
		if (quote === undefined || quote.includes('"') || (kind === 'of another source' && other.source.text.includes(sentence))) continue;
		// Taking a word away, or swapping two, can by chance give words that stand elsewhere.
		if (!isTrue && kind !== 'with half a word' && cited.source.text.toLowerCase().includes(quote.toLowerCase())) continue;
		planted.push({ kind, isTrue, finding: cited.finding.id, quote });
	}
	const report = planted
		.map(
			({ finding, quote }, index) => `Statement ${'abcdefgh'.charAt(index)} about this matter rests on its source [${finding} "${quote}"].`,
		)
		.join(' ');
	return { report, evidence, planted };
}

function pickWithSentences(pick: <Item>(items: readonly Item[]) => Item) {
	for (;;) {
		const passage = pick(passages);
		if (sentencesOf(passage.text).length >= 2) return passage;
	}
}

it(`catches every false citation and no true one in ${REPORTS} reports`, () => {
	const wrong: string[] = [];
	const counts: Record<string, number> = {};
	for (let seed = 0; seed < REPORTS; seed++) {
		const { report, evidence, planted } = plant(seed);
		const checked = checkCitations(report, evidence);
		const onOneLine = (quote = '') => quote.replace(/\s*\n\s*/g, ' ');
		const dropped = checked.dropped.map(({ finding, quote }) => `${finding} ${onOneLine(quote)}`);
		for (const { kind, isTrue, finding, quote } of planted) {
			counts[kind] = (counts[kind] ?? 0) + 1;
			if (dropped.includes(`${finding} ${onOneLine(quote)}`) === isTrue)
				wrong.push(`report ${seed}, ${isTrue ? 'true' : 'false'}, ${kind}: ${quote}`);
		}
		expect(checked.kept + checked.dropped.length).toBe(CITATIONS);
	}
	expect(wrong).toEqual([]);
	// Every kind was planted often enough to say something.
	for (const kind of [...Object.keys(trueVariants), ...Object.keys(falseVariants)]) expect(counts[kind] ?? 0, kind).toBeGreaterThan(20);
});
