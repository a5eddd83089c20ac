import type { Verdict } from './verdict';

/** A sentence that says which answer is better. */
export interface ProseVerdict {
	readonly verdict: Verdict;
	readonly at: number;
	/** Said outright: neither of one side only, nor as it seems at first, nor by somebody else. */
	readonly isFirm: boolean;
	/** Said as the sum of what was said before. */
	readonly concludes: boolean;
}

const MOST_SENTENCES = 200;
const MOST_SENTENCE = 600;

/** A letter alone is an answer's name only where a name may stand: not in "vitamin A" or "plan B". */
const place = String.raw`(?<=^\W{0,6}|[,:;—–(]\s?\W{0,3}|\b(?:and|but|so|overall|therefore|thus|hence|however|that|think|believe|conclude|say|clearly|is|prefer|choose|pick|select|favou?r|for|with|rate|than|then)\s\W{0,3})`;

const subject = String.raw`(?<![\w'’-])(?:(?:[Tt]he\s)?(?:[Aa]nswer|[Rr]esponse|[Aa]ssistant|[Oo]utput|[Oo]ption|[Cc]andidate|[Mm]odel|[Ss]olution)[\s_-]?["'*(\[]{0,3}(?<named>[ABab12])["'*)\]]{0,3}|${place}["'*(\[]{0,3}(?<letter>[AB])["'*)\]]{0,3}|[Tt]he\s(?<ordinal>first|second)(?:\s(?:one|answer|response|assistant|output|option|candidate|solution))?)(?:['’]s\s(?:answer|response|output|solution|version))?(?![\w'’-])`;
const degree = String.raw`(?:(?:clearly|much|far|slightly|somewhat|marginally|significantly|overall|therefore|thus|also|definitely|by far|still|a bit|a little|the|an?|my)\s){0,4}`;
const good = String.raw`(?:better|best|superior|stronger|strongest|preferable|preferred|winner|winning|more\s(?:correct|accurate|complete|helpful|precise|useful|relevant|thorough))`;
const bad = String.raw`(?:worse|worst|inferior|weaker|less\s(?:correct|accurate|complete|helpful|precise|useful|relevant|good)|not\sas\sgood|outperformed|beaten)`;

const says: ReadonlyArray<readonly [RegExp, 'it' | 'the other' | 'neither']> = [
	[new RegExp(String.raw`${subject},?\s(?:is|was)\s${degree}${good}\b(?!\sknown)`, 'g'), 'it'],
	[
		new RegExp(
			String.raw`${subject}\s(?:(?:clearly|easily|narrowly)\s)?(?:wins|beats|outperforms|surpasses|edges\sout|is\sto\sbe\spreferred|gets\smy\svote|takes\sit)\b`,
			'g',
		),
		'it',
	],
	[new RegExp(String.raw`${subject}\s(?:better|best)\s(?:fulfi|answers|meets|addresses|satisfies|follows|solves)`, 'g'), 'it'],
	[
		new RegExp(
			String.raw`${subject}\s(?:provides|gives|offers|is)\s(?:an?|the)\s(?:(?:much|slightly|clearly|far)\s)?${good}\s(?:and\s[a-z\s]{1,30})?(?:answer|response|solution|explanation|summary|result|one)\b`,
			'g',
		),
		'it',
	],
	[new RegExp(String.raw`${subject}\s(?:is|was)\s${degree}${bad}\b`, 'g'), 'the other'],
	[
		new RegExp(
			String.raw`\b(?:better|best|stronger|superior|preferred|winning|winner)(?:\s(?:answer|response|assistant|output|option|one|of\sthe\stwo))?\sis(?:\s(?:clearly|therefore|thus))?[:\s]{1,3}${subject}`,
			'gi',
		),
		'it',
	],
	[
		new RegExp(
			String.raw`\bI(?:'d|\swould|\swill)?\s(?:(?:clearly|strongly|slightly)\s)?(?:prefer|choose|pick|select|favou?r|vote\sfor|go\swith|rate)\s${subject}(?!\s(?:and|or)\s)`,
			'g',
		),
		'it',
	],
	[
		/\b[Nn]either(?:\s(?:answer|response|of\sthem|one|A\snor\sB))?\s(?:is|are|stands|wins)\b|\b(?:[Bb]oth|[Tt]hey|A and B|[Aa]nswers A and B|[Tt]he (?:two|answers))\s(?:\w{1,12}\s){0,3}(?:are|is)\s(?:\w{1,12}\s){0,2}(?:equal|equivalent|equally|identical|tied|the same)/g,
		'neither',
	],
	[/\b(?:[Ii]t|[Tt]his|[Rr]esult)\s?(?:is|'s|’s|:)\s(?:\w{1,10}\s){0,2}(?:a tie|a draw|tied)\b/g, 'neither'],
];

const notAsserted =
	/\b(?:not|n't|n’t|never|hardly|doubt|if|whether|unless|were|may|might|could|some|argue|argues|claims?|says?|states?|asserts?|insists?|asks?|told|pretends?|although|though|while|whereas|at first|initially|seems?|looks?|appears?|because|since|that)\b[^.;,]{0,60}$|["“][^"”]{0,60}$/i;
const onlyPartly =
	/^\s{0,2}(?:only\s|just\s)?(?:in|at|on|for|when|if|regarding|with\srespect|stylistically|formatted|written|structured|organi[sz]ed)\b(?!\s(?:all|every|both|general|my|the end|this comparison|overall|total))/i;
/** `I rate A lower than B`, `A is better avoided`, `A wins nothing`: the words before say the opposite of what they seem to. */
const reversed =
	/^\s{0,2}(?:much |far |a bit |slightly )?(?:lower|below|beneath|less|least|last|worst|apart|\d|as (?:the |a )?(?:worse|worst|loser|weaker|inferior)|to be rejected|avoided|left|off\b|nothing|nobody|no one|none|example of)/i;
const turns = /^[^.]{0,200}\b(?:but|however|yet|although|though|except)\b/i;
const concluding =
	/^\W{0,4}(?:overall|therefore|thus|hence|so|in conclusion|in summary|to conclude|finally|ultimately|all in all|in the end|on balance|in total|but|however|conclusion|verdict)\b/i;

/** Finds the sentences of a judge's reply that say which answer is better, in their order. */
export function findProseVerdicts(text: string): readonly ProseVerdict[] {
	const sentences = [...text.matchAll(/[^.!?\n]+(?:[.!?]+|\n|$)/g)].slice(-MOST_SENTENCES);
	return sentences.flatMap(({ 0: sentence, index }) =>
		sentence.length > MOST_SENTENCE || /\?\s*$/.test(sentence) ? [] : verdictsOf(sentence, index),
	);
}

function verdictsOf(sentence: string, at: number): readonly ProseVerdict[] {
	const found = says.flatMap(([pattern, whom]) =>
		[...sentence.matchAll(pattern)].map((match) => ({
			verdict: toVerdict(match, whom),
			at: at + match.index,
			isFirm: isFirm(sentence, match),
			concludes: concluding.test(sentence),
		})),
	);
	return found.toSorted((left, right) => left.at - right.at);
}

function isFirm(sentence: string, match: RegExpMatchArray): boolean {
	const start = match.index ?? 0;
	const rest = sentence.slice(start + match[0].length);
	return !notAsserted.test(sentence.slice(0, start)) && !onlyPartly.test(rest) && !reversed.test(rest) && !turns.test(rest);
}

function toVerdict(match: RegExpMatchArray, whom: 'it' | 'the other' | 'neither'): Verdict {
	if (whom === 'neither') return 'neither';
	const { named, letter, ordinal } = match.groups ?? {};
	const isA = ['A', 'a', '1', 'first'].includes(named ?? letter ?? ordinal ?? '');
	return isA === (whom === 'it') ? 'A' : 'B';
}
