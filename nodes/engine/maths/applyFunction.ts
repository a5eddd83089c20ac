import { call, numberOf, type Expression } from './expression';
import { functions, inverses, trigonometric } from './vocabulary';

const radian = call('divide', { kind: 'constant', name: 'pi' }, numberOf(180));

/** What stands above and below a function's name: `\sin^{-1}`, `\log_2`. */
export interface Attached {
	readonly exponent?: Expression;
	readonly base?: Expression;
}

/** A function as it is calculated: `\sin^{-1} x` is arcsin, `\log_2 x` a quotient, and `\sin^2 x` a square. */
export function applyFunction(written: string, arg: Expression, { exponent, base }: Attached): Expression {
	const plain = functions[written] ?? written;
	const inverse = isMinusOne(exponent) ? inverses[plain] : undefined;
	const name = inverse ?? plain;
	const value =
		base !== undefined && name === 'log10'
			? call('divide', call('log', arg), call('log', base))
			: call(name, trigonometric.has(name) ? inRadians(arg) : arg);
	return exponent === undefined || inverse !== undefined ? value : call('pow', value, exponent);
}

function isMinusOne(exponent: Expression | undefined): boolean {
	return exponent?.kind === 'call' && exponent.name === 'negate' && exponent.args[0]?.kind === 'number' && exponent.args[0].digits === '1';
}

/** Angles in degrees as radians; others are radians. */
function inRadians(angle: Expression): Expression {
	if (angle.kind !== 'call') return angle;
	if (angle.name === 'degrees') return call('multiply', angle.args[0] ?? numberOf(0), radian);
	return call(angle.name, ...angle.args.map(inRadians));
}
