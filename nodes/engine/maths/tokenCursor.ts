import { isCloser, isSign, type Token } from './token';
import { UnreadableError } from './unreadableError';
import { functions } from './vocabulary';

/** Deeper formulas are unreadable: each level costs calls. */
const MOST_DEPTH = 40;

/** Where reading a formula has got to, and what comes next. */
export class TokenCursor {
	private at = 0;
	private depth = 0;
	/** Bars that are open: another one closes them. */
	private openBars = 0;
	private readonly tokens: Token[];

	constructor(tokens: readonly Token[]) {
		this.tokens = [...tokens];
	}

	get token(): Token | undefined {
		return this.tokens[this.at];
	}

	ahead(steps: number): Token | undefined {
		return this.tokens[this.at + steps];
	}

	skip(steps = 1): void {
		this.at += steps;
	}

	/** The next token if it is one of these signs, and goes on behind it. */
	take(...signs: readonly string[]): string | undefined {
		if (!isSign(this.token, ...signs)) return undefined;
		return this.tokens[this.at++]?.value;
	}

	expect(sign: string): void {
		if (this.take(sign) === undefined) throw new UnreadableError(`${sign} is missing`);
	}

	expectEnd(): void {
		if (this.token !== undefined) throw new UnreadableError(`${this.token.value} is left over`);
	}

	/** The next digit of `\frac12`; undefined where the number has only one. */
	takeDigit(): string | undefined {
		const { token } = this;
		if (token?.kind !== 'number' || token.value.length <= 1) return undefined;
		this.tokens[this.at] = { ...token, value: token.value.slice(1) };
		return token.value.slice(0, 1);
	}

	/** What stands below a name, as it is written. */
	takeIndex(): string | undefined {
		if (this.take('_') === undefined) return undefined;
		if (this.take('⟬') === undefined) return this.tokens[this.at++]?.value ?? '';
		let index = '';
		while (this.token !== undefined && !isSign(this.token, '⟭')) index += this.tokens[this.at++]?.value;
		this.expect('⟭');
		return index;
	}

	/**
	 * Reads what lies one level deeper.
	 *
	 * @throws UnreadableError where the formula is too deep.
	 */
	deeper<Read>(read: () => Read): Read {
		if (++this.depth > MOST_DEPTH) throw new UnreadableError('The formula is too deep');
		const found = read();
		this.depth--;
		return found;
	}

	/** Reads what lies between an opening sign and its closing one; only a bar counts as open inside of a bar. */
	inside<Read>(sign: string, close: string, read: () => Read): Read {
		this.at++;
		const before = this.openBars;
		this.openBars = sign === '|' ? before + 1 : 0;
		const found = read();
		this.openBars = before;
		this.expect(close);
		return found;
	}

	get isFactorAhead(): boolean {
		const { token } = this;
		if (token === undefined) return false;
		if (token.kind === 'name') return true;
		if (token.kind === 'command') return !token.value.startsWith('end');
		if (token.kind === 'number') return isCloser(this.ahead(-1)) && !isSign(this.ahead(-1), '⟭');
		return isSign(token, '(', '[', '⟬', '⌊', '⌈') || (isSign(token, '|') && this.openBars === 0);
	}

	get isFunctionAhead(): boolean {
		return this.token?.kind === 'command' && Object.hasOwn(functions, this.token.value) && !['sqrt', 'cbrt'].includes(this.token.value);
	}

	/** Behind `\frac`: one whole number over another. */
	get isNumericFractionAhead(): boolean {
		const written = this.tokens
			.slice(this.at + 1, this.at + 7)
			.map((each) => (each.kind === 'number' && /^\d+$/.test(each.value) ? '0' : each.value));
		return /^(?:0|⟬0⟭)(?:0|⟬0⟭)|^0(?![^⟬]?[⟬])/.test(written.join(''));
	}
}
