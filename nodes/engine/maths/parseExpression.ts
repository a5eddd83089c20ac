import { call, numberOf, type Expression } from './expression';
import { isCloser, isSign, type Token } from './token';
import { UnreadableError } from './unreadableError';
import { functions, greek, inverses, trigonometric } from './vocabulary';

/** Deeper formulas are unreadable: each level costs calls. */
const MOST_DEPTH = 40;

const partners: Readonly<Record<string, string>> = { '(': ')', '[': ']', '⟬': '⟭' };
const around: Readonly<Record<string, readonly [string, string]>> = { '⌊': ['⌋', 'floor'], '⌈': ['⌉', 'ceil'], '|': ['|', 'abs'] };
/** Letters that stand for functions where a bracket follows. */
const functionLetters = new Set(['f', 'g', 'h', 'F', 'G', 'P', 'Q', "f'", "g'", "f''"]);
const radian = call('divide', { kind: 'constant', name: 'pi' }, numberOf(180));

/**
 * Reads a formula as it is calculated: signs bind as people mean them, `2x` is a product, `3\frac12` and `3 1/2` are mixed numbers, `1/2x` is half an x and `a/2b` is a/(2b).
 *
 * @throws UnreadableError where something is left over or missing.
 */
export function parseExpression(tokens: readonly Token[]): Expression {
	return new Parser(tokens).whole();
}

class Parser {
	private at = 0;
	private depth = 0;
	private readonly tokens: Token[];

	constructor(tokens: readonly Token[]) {
		this.tokens = [...tokens];
	}

	whole(): Expression {
		const expression = this.sum();
		if (this.at < this.tokens.length) throw new UnreadableError(`${this.tokens[this.at]?.value} is left over`);
		return expression;
	}

	private get token(): Token | undefined {
		return this.tokens[this.at];
	}

	private take(...signs: readonly string[]): string | undefined {
		if (!isSign(this.token, ...signs)) return undefined;
		return this.tokens[this.at++]?.value;
	}

	private expect(sign: string): void {
		if (this.take(sign) === undefined) throw new UnreadableError(`${sign} is missing`);
	}

	private sum(): Expression {
		if (++this.depth > MOST_DEPTH) throw new UnreadableError('The formula is too deep');
		let sum = this.product();
		for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-'))
			sum = call(sign === '+' ? 'add' : 'subtract', sum, this.product());
		this.depth--;
		return sum;
	}

	private product(): Expression {
		let product = this.signed();
		for (;;) {
			const sign = this.take('*', '/');
			if (sign === undefined && !this.isFactorAhead()) return product;
			if (sign === '/') product = call('divide', product, this.divisor(product));
			else product = call('multiply', product, sign === '*' ? this.signed() : this.power());
		}
	}

	/** Behind a slash, a product without a sign belongs together, except behind a plain fraction. */
	private divisor(dividend: Expression): Expression {
		let divisor = this.signed();
		const isPlainFraction = dividend.kind === 'number' && divisor.kind === 'number';
		while (!isPlainFraction && this.isFactorAhead() && !isSign(this.token, '(', '[')) divisor = call('multiply', divisor, this.power());
		return divisor;
	}

	private isFactorAhead(): boolean {
		const { token } = this;
		if (token === undefined) return false;
		if (token.kind === 'name') return true;
		if (token.kind === 'command') return !token.value.startsWith('end');
		if (token.kind === 'number') return isCloser(this.tokens[this.at - 1]) && !isSign(this.tokens[this.at - 1], '⟭');
		return isSign(token, '(', '[', '⟬', '⌊', '⌈') || (isSign(token, '|') && this.openBars === 0);
	}

	private openBars = 0;

	private signed(): Expression {
		let isNegative = false;
		for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-')) if (sign === '-') isNegative = !isNegative;
		const power = this.power();
		return isNegative ? call('negate', power) : power;
	}

	private power(): Expression {
		let base = this.atom();
		for (;;) {
			if (this.take('!') !== undefined) base = call('factorial', base);
			else if (this.take('%') !== undefined) base = call('divide', base, numberOf(100));
			else if (this.take('°') !== undefined) base = call('degrees', base);
			else if (this.take('^') !== undefined) base = call('pow', base, this.exponent());
			else return base;
		}
	}

	private exponent(): Expression {
		if (++this.depth > MOST_DEPTH) throw new UnreadableError('The formula is too deep');
		const isNegative = this.take('-') !== undefined;
		const atom = this.atom();
		const exponent = this.take('^') === undefined ? atom : call('pow', atom, this.exponent());
		this.depth--;
		return isNegative ? call('negate', exponent) : exponent;
	}

	private atom(): Expression {
		const { token } = this;
		if (token === undefined) throw new UnreadableError('The formula ends too early');
		if (token.kind === 'sign') return this.bracketed(token.value);
		this.at++;
		if (token.kind === 'number') return this.mixed(token.value);
		if (token.kind === 'name') return this.name(token.value);
		if (token.kind === 'command') return this.command(token.value);
		throw new UnreadableError(`${token.value} stands inside a formula`);
	}

	private bracketed(sign: string): Expression {
		const pair = around[sign];
		const close = pair?.[0] ?? partners[sign];
		if (close === undefined) throw new UnreadableError(`${sign} is out of place`);
		this.at++;
		const isBar = sign === '|';
		const before = this.openBars;
		this.openBars = isBar ? before + 1 : 0;
		const inner = this.sum();
		this.openBars = before;
		this.expect(close);
		return pair === undefined ? inner : call(pair[1], inner);
	}

	/** `3\frac12` and `3 1/2`. */
	private mixed(digits: string): Expression {
		const whole = numberOf(digits);
		if (!/^\d+$/.test(digits)) return whole;
		const [first, second, third] = [0, 1, 2].map((ahead) => this.tokens[this.at + ahead]);
		if (first?.kind === 'command' && first.value === 'frac' && this.isNumericFraction()) {
			this.at++;
			return call('add', whole, this.fraction());
		}
		const isFraction = first?.kind === 'number' && first.isSpaced && isSign(second, '/') && third?.kind === 'number';
		if (!isFraction || ![first.value, third.value].every((each) => /^\d+$/.test(each))) return whole;
		this.at += 3;
		return call('add', whole, call('divide', numberOf(first.value), numberOf(third.value)));
	}

	private isNumericFraction(): boolean {
		const ahead = this.tokens
			.slice(this.at + 1, this.at + 7)
			.map((each) => (each.kind === 'number' && /^\d+$/.test(each.value) ? '0' : each.value));
		return /^(?:0|⟬0⟭)(?:0|⟬0⟭)|^0(?![^⟬]?[⟬])/.test(ahead.join(''));
	}

	private fraction(): Expression {
		const over = this.argument(true);
		return call('divide', over, this.argument(true));
	}

	/** A group in braces, or one sign; of `\frac12` one digit. */
	private argument(takesDigit: boolean): Expression {
		const { token } = this;
		if (takesDigit && token?.kind === 'number' && token.value.length > 1) {
			this.tokens[this.at] = { ...token, value: token.value.slice(1) };
			return numberOf(token.value.slice(0, 1));
		}
		return this.atom();
	}

	private name(letter: string): Expression {
		let name = letter;
		while (this.take("'") !== undefined) name += "'";
		const index = this.index();
		if (letter === 'e' && index === undefined) return { kind: 'constant', name: 'e' };
		if (letter === 'i' && index === undefined) return { kind: 'constant', name: 'i' };
		const full = index === undefined ? name : `${name}_${index}`;
		if (functionLetters.has(name) && isSign(this.token, '(')) return call(`function ${full}`, this.bracketed('('));
		return { kind: 'unknown', name: full };
	}

	/** What stands below, as it is written. */
	private index(): string | undefined {
		if (this.take('_') === undefined) return undefined;
		if (this.take('⟬') === undefined) return this.tokens[this.at++]?.value ?? '';
		let index = '';
		while (this.token !== undefined && !isSign(this.token, '⟭')) index += this.tokens[this.at++]?.value;
		this.expect('⟭');
		return index;
	}

	private command(name: string): Expression {
		if (name === 'frac') return this.fraction();
		if (name === 'sqrt') return this.root();
		if (name === 'binom') return call('combinations', this.argument(true), this.argument(true));
		if (name === 'pi') return { kind: 'constant', name: 'pi' };
		if (greek.has(name)) return this.name(name);
		if (Object.hasOwn(functions, name)) return this.applied(name);
		throw new UnreadableError(`${name} is not calculated`);
	}

	private root(): Expression {
		if (!isSign(this.token, '[')) return call('sqrt', this.argument(false));
		const degree = this.bracketed('[');
		return call('nthRoot', this.argument(false), degree);
	}

	private applied(written: string): Expression {
		let name = functions[written] ?? written;
		let exponent: Expression | undefined;
		let base: Expression | undefined;
		for (let sign = this.take('^', '_'); sign !== undefined; sign = this.take('^', '_')) {
			if (sign === '_') base = this.atom();
			else exponent = this.exponent();
		}
		const isInverse =
			exponent?.kind === 'call' && exponent.name === 'negate' && exponent.args[0]?.kind === 'number' && exponent.args[0].digits === '1';
		if (isInverse && inverses[name] !== undefined) {
			name = inverses[name] ?? name;
			exponent = undefined;
		}
		const arg = this.functionArgument();
		const value =
			base !== undefined && name === 'log10'
				? call('divide', call('log', arg), call('log', base))
				: call(name, trigonometric.has(name) ? inRadians(arg) : arg);
		return exponent === undefined ? value : call('pow', value, exponent);
	}

	/** Of `\sin 2x` all of 2x; a bracket ends it. */
	private functionArgument(): Expression {
		if (isSign(this.token, '(', '⟬', '|', '[')) return this.power();
		const isNegative = this.take('-') !== undefined;
		let product = this.power();
		while (this.isFactorAhead() && !this.isFunctionAhead() && !isSign(this.token, '(', '['))
			product = call('multiply', product, this.power());
		if (isSign(this.token, '/') && this.tokens[this.at + 1]?.kind === 'number') {
			this.at++;
			product = call('divide', product, this.power());
		}
		return isNegative ? call('negate', product) : product;
	}

	private isFunctionAhead(): boolean {
		return this.token?.kind === 'command' && Object.hasOwn(functions, this.token.value) && !['sqrt', 'cbrt'].includes(this.token.value);
	}
}

/** Angles in degrees as radians; others are radians. */
function inRadians(angle: Expression): Expression {
	if (angle.kind !== 'call') return angle;
	if (angle.name === 'degrees') return call('multiply', angle.args[0] ?? numberOf(0), radian);
	return call(angle.name, ...angle.args.map(inRadians));
}
