import { isErrorPhrase } from './errorPhrases';
import { saysNothing } from './saysNothing';
import { isErrorStatus } from './statusReasons';
import { wordsIn } from './tellingWords';

/** What servers say of an error is short; a longer page may be about errors. */
const LONGEST = 2000;
const LONGEST_HEAD = 200;
const xmlError = /^\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<Error(?:Response)?[\s>]/;
/** As clients and servers of HTTP write it: `429 - "{…}"`, `Cannot GET /towers` */
const writtenByPrograms = /^(?:[45]\d\d - "?[{<]|Cannot (?:GET|POST|HEAD) \/)/;
/** As many of something, and no status. */
const count = /\b[45]\d\d (?:errors|exceptions|failures|results|pages|documents|records|items|entries|calls|requests|hits|sources)\b/i;
const endOfPart = /[.:;!?(){}[\]"–—|·»。：！？]|\s-\s|$/g;

/**
 * What a server gave in place of what it was asked for: `404 Not Found`, `Rate limit exceeded for …`, the page that says so, or one that keeps programs out. The part of its first line that says it; undefined where it is none.
 *
 * A number of HTTP in what was `asked` is what the question is about.
 */
export function errorIn(text: string, asked: string): string | undefined {
	if (text.length > LONGEST) return undefined;
	if (xmlError.test(text)) return headOf(text);
	const head = headOf(text);
	if (writtenByPrograms.test(head)) return head;
	const numbers = new Set(wordsIn(asked));
	for (const { index } of head.matchAll(endOfPart)) {
		const part = head.slice(0, index).trim();
		const status = wordsIn(part).find(isErrorStatus);
		if (status !== undefined && numbers.has(status)) return undefined;
		if (isErrorPhrase(part) || (status !== undefined && !count.test(part) && saysError(part, status))) return part;
	}
	return undefined;
}

/** Where nothing is there, no word beside the number has to speak of trouble. */
function saysError(part: string, status: string): boolean {
	return saysNothing(part, '') || (/^4(?:04|10)$/.test(status) && saysNothing(part.replace(status, ''), '') && part !== status);
}

/** The first line that says anything, without the key that outputs that were JSON have before it. */
function headOf(text: string): string {
	const line = text.split('\n').find((each) => /[\p{L}\p{N}]/u.test(each)) ?? '';
	return line
		.trim()
		.replace(/^(?:- )?(?:error|message|detail|response|data|text|title|body|content|result|output): /i, '')
		.slice(0, LONGEST_HEAD);
}
