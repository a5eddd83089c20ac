import { UnreadableError } from './unreadableError';
import { isCloser, isOpener, type Token } from './token';
import { currencies, functions, greek, idle, shortWords, signs, uncalculated, units } from './vocabulary';

const numbers = [
	/\d{1,3}(?:\.\d{3})+,\d+(?![\d,])/y,
	/\d{1,3}(?:\.\d{3}){2,8}(?![\d.])/y,
	/\d{1,3}(?: \d{3}){1,8}(?![\d/]| ?\\frac)(?:\.\d+)?/y,
	/[1-9]\d{0,2}(?:,\d{2,3}){0,8},\d{3}(?!\d)(?:\.\d+)?/y,
	/(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3}(?![\dA-Za-z^]))?/y,
];
const repeating = /\\(?:overline|bar|dot)\s?\{(\d{1,12})\}|(?<=\.)\((\d{1,12})\)/y;
const textCommand =
	/\\(?:text|textbf|textit|textrm|textsf|texttt|textnormal|mbox|hbox|mathrm|mathbf|mathit|mathsf|mathcal|mathfrak|boldsymbol|bm|operatorname\*?|mathbb)(?![A-Za-z])\s?(?:\{([^{}]*)\}|([A-Za-z0-9]))/y;
const environment = /\\(begin|end)\s?\{([a-zA-Z]{1,12}\*?)\}(?:\s?\[[a-z]\])?(?:\s?\{[clr| ]{1,20}\})?/y;
const command = /\\([A-Za-z]+)/y;
const word = /[A-Za-z]+/y;
const accented = /[\p{L}]+/uy;
const spaces = /\s+/y;
const sets: Readonly<Record<string, string>> = { R: 'reals', Z: 'integers', N: 'naturals', Q: 'rationals', C: 'complexes' };
const single = new Set("+-*/^_=<>≤≥≠≈∈∪∩∖±∓()[]!|,;:°%&'");

/**
 * Takes a rewritten formula apart.
 *
 * A comma between digits groups them only outside of brackets, where it would stand between two numbers. Letters side by side are a product up to three; four are a word.
 *
 * @throws UnreadableError where a sign or a command is none that is known.
 */
export function tokenise(formula: string): Token[] {
	return new Tokeniser(formula).all();
}

class Tokeniser {
	private at = 0;
	private readonly tokens: Token[] = [];
	private depth = 0;
	private isSpaced = false;
	private readonly formula: string;

	constructor(formula: string) {
		this.formula = formula;
	}

	all(): Token[] {
		while (this.at < this.formula.length) {
			if (this.match(spaces) !== undefined) {
				this.isSpaced = true;
				continue;
			}
			this.next();
			this.isSpaced = false;
		}
		return this.tokens;
	}

	private next(): void {
		const number = this.number();
		if (number !== undefined) return this.add('number', number);
		const letters = this.match(word)?.[0];
		if (letters !== undefined) return this.word(letters);
		const other = this.match(accented)?.[0];
		if (other !== undefined) return this.add('text', other);
		if (this.formula[this.at] === '\\') return this.command();
		const sign = this.formula[this.at] ?? '';
		this.at++;
		if (sign === '{' || sign === '}') return this.add('sign', sign === '{' ? '⟬' : '⟭');
		if (sign === '?' || !single.has(sign)) throw new UnreadableError(`The sign ${sign} is not known`);
		this.add('sign', sign);
	}

	private number(): string | undefined {
		for (const [index, pattern] of numbers.entries()) {
			if (this.depth > 0 && index < numbers.length - 1) continue;
			const written = this.match(pattern)?.[0];
			if (written === undefined) continue;
			const digits = index < 2 ? written.replaceAll('.', '').replace(',', '.') : written.replace(/[, ]/g, '').replace(/\.$/, '');
			const repetition = written.includes('.') ? this.match(repeating) : undefined;
			const repeated = repetition?.[1] ?? repetition?.[2];
			return repeated === undefined ? digits : `${digits.includes('.') ? digits : `${digits}.`}(${repeated})`;
		}
		return undefined;
	}

	private word(letters: string): void {
		const lower = letters.toLowerCase();
		if (lower === 'and' || lower === 'or') return this.add('sign', lower);
		if (letters === 'pi' || Object.hasOwn(functions, letters)) return this.add('command', letters);
		if (/^(?:infinity|infty|inf|oo)$/.test(lower)) return this.add('command', 'infty');
		if (letters.length > 1 && greek.has(letters)) return this.add('command', letters);
		const isUnit = letters.length > 1 && units.has(lower) && this.isBehindValue();
		if (letters.length > 3 || shortWords.has(lower) || isUnit) return this.add('text', letters);
		for (const letter of letters) {
			this.add('name', letter);
			this.isSpaced = false;
		}
	}

	private isBehindValue(): boolean {
		const last = this.tokens.at(-1);
		return last?.kind === 'number' || last?.kind === 'text' || isCloser(last) || (last?.kind === 'sign' && last.value === '/');
	}

	private command(): void {
		const row = this.match(/\\\\(?:\s?\[[^\]]{0,12}\])?/y);
		if (row !== undefined) return this.add('sign', '↵');
		const brace = this.match(/\\([{}|])/y)?.[1];
		if (brace !== undefined) return this.add('sign', brace);
		const text = this.match(textCommand);
		if (text !== undefined) return this.text(text[0], (text[1] ?? text[2] ?? '').trim());
		const block = this.match(environment);
		if (block !== undefined) return this.add('command', `${block[1]}:${block[2]}`);
		const name = this.match(command)?.[1];
		if (name === undefined) throw new UnreadableError('A backslash stands alone');
		this.named(name);
	}

	private text(written: string, inner: string): void {
		if (written.startsWith('\\mathbb')) return this.add('command', sets[inner] ?? 'unknownSet');
		if (inner === '') return;
		if (inner.includes('\\')) return void this.tokens.push(...tokenise(inner));
		const lower = inner.toLowerCase();
		if (lower === 'and' || lower === 'or') return this.add('sign', lower);
		if (!written.startsWith('\\t') && !written.startsWith('\\mb') && /^[A-Za-z]$/.test(inner)) return this.add('name', inner);
		if (Object.hasOwn(functions, inner) && !written.startsWith('\\t')) return this.add('command', inner);
		if (/^[-\d.,\s+*/=()]+$/.test(inner)) return void this.tokens.push(...tokenise(inner));
		this.add('text', inner);
	}

	private named(name: string): void {
		if (idle.has(name)) {
			if (this.formula[this.at] === '.') this.at++;
			return;
		}
		const sign = Object.hasOwn(signs, name) ? signs[name] : undefined;
		if (sign !== undefined) return this.add('sign', sign);
		if (name === 'boxed' || name === 'fbox' || name === 'emph') return;
		if (name === 'R') return this.add('command', 'reals');
		const currency = Object.hasOwn(currencies, name) ? currencies[name] : undefined;
		if (currency !== undefined) return this.add('text', currency);
		if (name === 'emptyset' || name === 'varnothing') return this.add('command', 'emptyset');
		const isKnown = ['frac', 'sqrt', 'cbrt', 'binom', 'pi', 'infty'].includes(name) || greek.has(name) || Object.hasOwn(functions, name);
		if (!isKnown && !uncalculated.has(name)) throw new UnreadableError(`The command ${name} is not known`);
		this.add('command', name);
	}

	private add(kind: Token['kind'], value: string): void {
		const token: Token = { kind, value, isSpaced: this.isSpaced };
		if (isOpener(token) && value !== '⟬') this.depth++;
		if (isCloser(token) && value !== '⟭') this.depth--;
		this.tokens.push(token);
	}

	private match(pattern: RegExp): RegExpExecArray | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.formula);
		if (found === null) return undefined;
		this.at = pattern.lastIndex;
		return found;
	}
}
