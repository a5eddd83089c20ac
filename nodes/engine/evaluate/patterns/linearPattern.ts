import { RE2JS } from 're2js';

/** What a match caught: all of it, then its groups. */
export type Caught = ReadonlyArray<string | undefined>;

/** Characters times the size of the pattern that may be gone through for one text: about a tenth of a second. */
const MOST_STEPS = 4_000_000;
/** So much of a text's end is looked at by any pattern. */
const LEAST_CHARACTERS = 2_000;
const MOST_CHARACTERS = 100_000;
/** Finding one match is linear, finding all of them need not be: so often the text may be gone through after matches. */
const MOST_ROUNDS = 5;
/** Where the last match is looked for when those are used up. */
const TAIL_CHARACTERS = 1000;

/** A pattern that takes time in proportion to the text, whatever both are. Of a text that is too long for it only the end is looked at: with short patterns that are 100,000 characters. */
export class LinearPattern {
	private readonly mostCharacters: number;

	constructor(private readonly pattern: RE2JS) {
		const affordable = Math.floor(MOST_STEPS / pattern.programSize());
		this.mostCharacters = Math.min(MOST_CHARACTERS, Math.max(LEAST_CHARACTERS, affordable));
	}

	test(text: string): boolean {
		return this.pattern.test(this.endOf(text));
	}

	/** The words that the first match has; undefined where there is none. */
	first(text: string): string | undefined {
		const matcher = this.pattern.matcher(this.endOf(text));
		return matcher.find() ? (matcher.group() ?? '') : undefined;
	}

	/** The last match, from left to right; in a text with very many of them, the last one that begins in its end. */
	last(text: string): Caught | undefined {
		const plain = this.endOf(text);
		const matcher = this.pattern.matcher(plain);
		const tail = Math.max(0, plain.length - TAIL_CHARACTERS);
		let caught: Caught | undefined;
		let left = this.mostCharacters * MOST_ROUNDS;
		for (let found = matcher.find(); found;) {
			caught = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
			left -= plain.length - matcher.start();
			found = left < 0 && matcher.start() < tail ? matcher.find(tail) : matcher.find();
		}
		return caught;
	}

	private endOf(text: string): string {
		return withPlainLines(text.slice(-this.mostCharacters));
	}
}

/** In a pattern only the line feed ends a line. */
function withPlainLines(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}
