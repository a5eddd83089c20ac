const DEEPEST = 24;

/**
 * What the beginning of long or cut JSON says: everything up to the place where it ends, the text included that it ends in the middle of.
 *
 * Undefined where it is no beginning of a list or an object: it is whole, nested too deeply, or no JSON.
 */
export function readJsonBeginning(json: string, mostCharacters: number): unknown {
	const closed = new Beginning(json.slice(0, mostCharacters)).close();
	if (closed === undefined) return undefined;
	try {
		return JSON.parse(closed) as unknown;
	} catch {
		return undefined;
	}
}

/** Goes through JSON once, and remembers the last place behind a whole value. */
class Beginning {
	/** The brackets that close what is open, the innermost first. */
	private open = '';
	private expectsKey = false;
	private whole = '';
	private closing = '';

	constructor(private readonly json: string) {}

	close(): string | undefined {
		const { json } = this;
		for (let at = 0; at < json.length; at++) {
			const character = json.charAt(at);
			if (character !== '"') {
				if (!this.pass(character, at)) return undefined;
				continue;
			}
			const isKey = this.expectsKey;
			const end = endOfString(json, at);
			if (end.isOpen) return isKey ? this.whole + this.closing : `${json.slice(0, end.at)}"${this.open}`;
			if (!isKey) this.keep(end.at);
			at = end.at - 1;
		}
		return this.open === '' ? undefined : this.whole + this.closing;
	}

	/** False where the text is no beginning. */
	private pass(character: string, at: number): boolean {
		if (character === '{' || character === '[') {
			if (this.open.length === DEEPEST) return false;
			this.open = (character === '{' ? '}' : ']') + this.open;
			this.expectsKey = character === '{';
			this.keep(at + 1);
		} else if (character === '}' || character === ']') {
			if (!this.open.startsWith(character)) return false;
			this.open = this.open.slice(1);
			this.keep(at + 1);
			return this.open !== '';
		} else if (character === ',') {
			this.keep(at);
			this.expectsKey = this.open.startsWith('}');
		} else if (character === ':') this.expectsKey = false;
		return true;
	}

	private keep(to: number): void {
		this.whole = this.json.slice(0, to);
		this.closing = this.open;
	}
}

/** Behind its closing mark, or where a text that has none can be cut. */
function endOfString(json: string, start: number): { readonly at: number; readonly isOpen: boolean } {
	let at = start + 1;
	while (at < json.length) {
		const character = json.charAt(at);
		if (character === '"') return { at: at + 1, isOpen: false };
		const length = character !== '\\' ? 1 : json.charAt(at + 1) === 'u' ? 6 : 2;
		if (at + length > json.length) break;
		at += length;
	}
	const isHalf = /[\ud800-\udbff]/.test(json.charAt(at - 1));
	return { at: isHalf ? at - 1 : at, isOpen: true };
}
