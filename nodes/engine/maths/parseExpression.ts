import { applyFunction } from './applyFunction';
import { call, numberOf, type Expression } from './expression';
import { isSign, type Token } from './token';
import { TokenCursor } from './tokenCursor';
import { UnreadableError } from './unreadableError';
import { functions, greek } from './vocabulary';

const partners: Readonly<Record<string, string>> = { '(': ')', '[': ']', '⟬': '⟭' };
const around: Readonly<Record<string, readonly [string, string]>> = { '⌊': ['⌋', 'floor'], '⌈': ['⌉', 'ceil'], '|': ['|', 'abs'] };
/** Letters that stand for functions where a bracket follows. */
const functionLetters = new Set(['f', 'g', 'h', 'F', 'G', 'P', 'Q', "f'", "g'", "f''"]);

/**
 * Reads a formula as it is calculated: signs bind as people mean them, `2x` is a product, `3\frac12` and `3 1/2` are mixed numbers, `1/2x` is half an x and `a/2b` is a/(2b).
 *
 * @throws UnreadableError where something is left over or missing.
 */
export function parseExpression(tokens: readonly Token[]): Expression {
	return new Parser(tokens).whole();
}

class Parser {
	private readonly cursor: TokenCursor;

	constructor(tokens: readonly Token[]) {
		this.cursor = new TokenCursor(tokens);
	}

	whole(): Expression {
		const expression = this.sum();
		this.cursor.expectEnd();
		return expression;
	}

	private sum(): Expression {
		return this.cursor.deeper(() => {
			let sum = this.product();
			for (let sign = this.cursor.take('+', '-'); sign !== undefined; sign = this.cursor.take('+', '-'))
				sum = call(sign === '+' ? 'add' : 'subtract', sum, this.product());
			return sum;
		});
	}

	private product(): Expression {
		let product = this.signed();
		for (;;) {
			const sign = this.cursor.take('*', '/');
			if (sign === undefined && !this.cursor.isFactorAhead) return product;
			if (sign === '/') product = call('divide', product, this.divisor(product));
			else product = call('multiply', product, sign === '*' ? this.signed() : this.power());
		}
	}

	/** Behind a slash, a product without a sign belongs together, except behind a plain fraction. */
	private divisor(dividend: Expression): Expression {
		let divisor = this.signed();
		const isPlainFraction = dividend.kind === 'number' && divisor.kind === 'number';
		while (!isPlainFraction && this.cursor.isFactorAhead && !isSign(this.cursor.token, '(', '['))
			divisor = call('multiply', divisor, this.power());
		return divisor;
	}

	private signed(): Expression {
		let isNegative = false;
		for (let sign = this.cursor.take('+', '-'); sign !== undefined; sign = this.cursor.take('+', '-'))
			if (sign === '-') isNegative = !isNegative;
		const power = this.power();
		return isNegative ? call('negate', power) : power;
	}

	private power(): Expression {
		let base = this.atom();
		for (;;) {
			if (this.cursor.take('!') !== undefined) base = call('factorial', base);
			else if (this.cursor.take('%') !== undefined) base = call('divide', base, numberOf(100));
			else if (this.cursor.take('°') !== undefined) base = call('degrees', base);
			else if (this.cursor.take('^') !== undefined) base = call('pow', base, this.exponent());
			else return base;
		}
	}

	private exponent(): Expression {
		return this.cursor.deeper(() => {
			const isNegative = this.cursor.take('-') !== undefined;
			const atom = this.atom();
			const exponent = this.cursor.take('^') === undefined ? atom : call('pow', atom, this.exponent());
			return isNegative ? call('negate', exponent) : exponent;
		});
	}

	private atom(): Expression {
		const { token } = this.cursor;
		if (token === undefined) throw new UnreadableError('The formula ends too early');
		if (token.kind === 'sign') return this.bracketed(token.value);
		this.cursor.skip();
		if (token.kind === 'number') return this.mixed(token.value);
		if (token.kind === 'name') return this.name(token.value);
		if (token.kind === 'command') return this.command(token.value);
		throw new UnreadableError(`${token.value} stands inside a formula`);
	}

	private bracketed(sign: string): Expression {
		const pair = around[sign];
		const close = pair?.[0] ?? partners[sign];
		if (close === undefined) throw new UnreadableError(`${sign} is out of place`);
		const inner = this.cursor.inside(sign, close, () => this.sum());
		return pair === undefined ? inner : call(pair[1], inner);
	}

	/** `3\frac12` and `3 1/2`. */
	private mixed(digits: string): Expression {
		const whole = numberOf(digits);
		if (!/^\d+$/.test(digits)) return whole;
		const [first, second, third] = [0, 1, 2].map((steps) => this.cursor.ahead(steps));
		if (first?.kind === 'command' && first.value === 'frac' && this.cursor.isNumericFractionAhead) {
			this.cursor.skip();
			return call('add', whole, this.fraction());
		}
		const isFraction = first?.kind === 'number' && first.isSpaced && isSign(second, '/') && third?.kind === 'number';
		if (!isFraction || ![first.value, third.value].every((each) => /^\d+$/.test(each))) return whole;
		this.cursor.skip(3);
		return call('add', whole, call('divide', numberOf(first.value), numberOf(third.value)));
	}

	private fraction(): Expression {
		const over = this.argument();
		return call('divide', over, this.argument());
	}

	/** A group in braces, or one sign; of `\frac12` one digit. */
	private argument(): Expression {
		const digit = this.cursor.takeDigit();
		return digit === undefined ? this.atom() : numberOf(digit);
	}

	private name(letter: string): Expression {
		let name = letter;
		while (this.cursor.take("'") !== undefined) name += "'";
		const index = this.cursor.takeIndex();
		if (letter === 'e' && index === undefined) return { kind: 'constant', name: 'e' };
		if (letter === 'i' && index === undefined) return { kind: 'constant', name: 'i' };
		const full = index === undefined ? name : `${name}_${index}`;
		if (functionLetters.has(name) && isSign(this.cursor.token, '(')) return call(`function ${full}`, this.bracketed('('));
		return { kind: 'unknown', name: full };
	}

	private command(name: string): Expression {
		if (name === 'frac') return this.fraction();
		if (name === 'sqrt') return this.root();
		if (name === 'binom') return call('combinations', this.argument(), this.argument());
		if (name === 'pi') return { kind: 'constant', name: 'pi' };
		if (greek.has(name)) return this.name(name);
		if (Object.hasOwn(functions, name)) return this.applied(name);
		throw new UnreadableError(`${name} is not calculated`);
	}

	private root(): Expression {
		if (!isSign(this.cursor.token, '[')) return call('sqrt', this.atom());
		const degree = this.bracketed('[');
		return call('nthRoot', this.atom(), degree);
	}

	private applied(written: string): Expression {
		let exponent: Expression | undefined;
		let base: Expression | undefined;
		for (let sign = this.cursor.take('^', '_'); sign !== undefined; sign = this.cursor.take('^', '_')) {
			if (sign === '_') base = this.atom();
			else exponent = this.exponent();
		}
		const attached = { ...(exponent === undefined ? {} : { exponent }), ...(base === undefined ? {} : { base }) };
		return applyFunction(written, this.functionArgument(), attached);
	}

	/** Of `\sin 2x` all of 2x; a bracket ends it. */
	private functionArgument(): Expression {
		const { cursor } = this;
		if (isSign(cursor.token, '(', '⟬', '|', '[')) return this.power();
		const isNegative = cursor.take('-') !== undefined;
		let product = this.power();
		while (cursor.isFactorAhead && !cursor.isFunctionAhead && !isSign(cursor.token, '(', '['))
			product = call('multiply', product, this.power());
		if (isSign(cursor.token, '/') && cursor.ahead(1)?.kind === 'number') {
			cursor.skip();
			product = call('divide', product, this.power());
		}
		return isNegative ? call('negate', product) : product;
	}
}
