import { RE2JS } from 're2js';

/** What a match caught: all of it, then its groups. */
export type Caught = ReadonlyArray<string | undefined>;

/** Of a longer text only the end is looked at where the last match is asked for. */
const MOST_CHARACTERS = 100_000;
/** Characters that may be gone through after matches of one text: finding one match is linear, finding all of them need not be. */
const MOST_STEPS = 1_500_000;
/** Where the last match is looked for when those are used up. */
const TAIL_CHARACTERS = 1000;

/** A pattern that takes time in proportion to the text, whatever both are. */
export class LinearPattern {
	constructor(private readonly pattern: RE2JS) {}

	test(text: string): boolean {
		return this.pattern.test(withPlainLines(text));
	}

	/** The words that the first match has; undefined where there is none. */
	first(text: string): string | undefined {
		const matcher = this.pattern.matcher(withPlainLines(text));
		return matcher.find() ? (matcher.group() ?? '') : undefined;
	}

	/** The last match, from left to right; in a text with very many of them, the last one that begins in its end. */
	last(text: string): Caught | undefined {
		const plain = withPlainLines(text.slice(-MOST_CHARACTERS));
		const matcher = this.pattern.matcher(plain);
		const tail = Math.max(0, plain.length - TAIL_CHARACTERS);
		let caught: Caught | undefined;
		let steps = 0;
		for (let found = matcher.find(); found;) {
			caught = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
			steps += plain.length - matcher.start();
			found = steps > MOST_STEPS && matcher.start() < tail ? matcher.find(tail) : matcher.find();
		}
		return caught;
	}
}

/** In a pattern only the line feed ends a line. */
function withPlainLines(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}
