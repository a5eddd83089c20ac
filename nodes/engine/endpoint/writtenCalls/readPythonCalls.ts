import { plainName, type WrittenCall } from './writtenCall';

const DEEPEST = 8;

/**
 * Reads calls in Python's words, `[weather(city="Paris"), clock(zone='CET')]`, one to a line, or in `print()` (Llama 4, Gemma, Olmo, LFM2), and Gemma's `call:weather{city:<escape>Paris<escape>}`.
 *
 * Only literals are read: nothing is run. Undefined where anything else stands there.
 */
export function readPythonCalls(text: string): readonly WrittenCall[] | undefined {
	return new PythonCalls(text.trim()).read();
}

class NotReadable extends Error {}

/** One pass over the text, a letter at a time. */
class PythonCalls {
	private at = 0;

	constructor(private readonly text: string) {}

	read(): readonly WrittenCall[] | undefined {
		try {
			const calls: WrittenCall[] = [];
			const isList = this.takes('[');
			for (this.skip(); this.at < this.text.length && !(isList && this.takes(']')); this.skip()) {
				calls.push(this.readCall());
				this.skip();
				while (this.takes(',') || this.takes(';')) this.skip();
			}
			this.skip();
			return calls.length === 0 || this.at < this.text.length ? undefined : calls;
		} catch (error) {
			if (error instanceof NotReadable) return undefined;
			throw error;
		}
	}

	private readCall(): WrittenCall {
		const name = this.word(/[\w.:-]{1,80}/y);
		if (name === 'print' && this.takes('(')) {
			const call = this.readCall();
			this.expect(')');
			return call;
		}
		const close = this.takes('(') ? ')' : this.takes('{') ? '}' : undefined;
		if (close === undefined) throw new NotReadable();
		const parameters = new Map<string, unknown>();
		for (this.skip(); !this.takes(close); this.skip()) {
			const key = this.word(/[\w-]{1,80}|"[^"\n]{1,80}"/y).replace(/"/g, '');
			this.skip();
			if (!this.takes('=') && !this.takes(':')) throw new NotReadable();
			parameters.set(key, this.readValue(0));
			this.skip();
			this.takes(',');
		}
		return { name: plainName(name), parameters: Object.fromEntries(parameters) };
	}

	private readValue(depth: number): unknown {
		if (depth > DEEPEST) throw new NotReadable();
		this.skip();
		for (const mark of ['<escape>', '<|"|>']) if (this.takes(mark)) return this.until(mark);
		const quote = ['"""', "'''", '"', "'"].find((each) => this.text.startsWith(each, this.at));
		if (quote !== undefined) return this.readText(quote);
		if (this.takes('[')) return this.readList(']', depth);
		if (this.takes('(')) return this.readList(')', depth);
		if (this.takes('{')) return this.readDictionary(depth);
		const word = this.word(/[+-]?[\w.]{1,40}/y);
		const constants: Record<string, unknown> = { True: true, False: false, None: null, true: true, false: false, null: null };
		if (word in constants) return constants[word];
		const number = Number(word);
		if (Number.isNaN(number)) throw new NotReadable();
		return number;
	}

	private readList(close: string, depth: number): readonly unknown[] {
		const values: unknown[] = [];
		for (this.skip(); !this.takes(close); this.skip()) {
			values.push(this.readValue(depth + 1));
			this.skip();
			this.takes(',');
		}
		return values;
	}

	private readDictionary(depth: number): Readonly<Record<string, unknown>> {
		const entries = new Map<string, unknown>();
		for (this.skip(); !this.takes('}'); this.skip()) {
			const key = String(this.readValue(depth + 1));
			this.skip();
			this.expect(':');
			entries.set(key, this.readValue(depth + 1));
			this.skip();
			this.takes(',');
		}
		return Object.fromEntries(entries);
	}

	private readText(quote: string): string {
		this.at += quote.length;
		let text = '';
		const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
		while (!this.text.startsWith(quote, this.at)) {
			if (this.at >= this.text.length) throw new NotReadable();
			const letter = this.text.charAt(this.at++);
			if (letter !== '\\') text += letter;
			else {
				const escaped = this.text.charAt(this.at++);
				text += escapes[escaped] ?? escaped;
			}
		}
		this.at += quote.length;
		return text;
	}

	private until(mark: string): string {
		const end = this.text.indexOf(mark, this.at);
		if (end === -1) throw new NotReadable();
		const found = this.text.slice(this.at, end);
		this.at = end + mark.length;
		return found;
	}

	private skip(): void {
		while (this.at < this.text.length && /\s/.test(this.text.charAt(this.at))) this.at++;
	}

	private takes(words: string): boolean {
		if (!this.text.startsWith(words, this.at)) return false;
		this.at += words.length;
		return true;
	}

	private expect(words: string): void {
		if (!this.takes(words)) throw new NotReadable();
	}

	private word(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0];
		if (found === undefined) throw new NotReadable();
		this.at += found.length;
		return found;
	}
}
