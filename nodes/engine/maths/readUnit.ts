import { isSign, type Token } from './token';
import { currencySigns, functions, units } from './vocabulary';

/** More words behind a value are no unit. */
const MOST_WORDS = 8;
/** Words that say more of a value than what it counts. */
const conditions =
	/\b(?:if|for|where|when|whenever|unless|otherwise|not|than|because|since|such|with|is|are|does|mod|to|through|plus|minus|times|over|pm|p m|am)\b/i;
const powers: Readonly<Record<string, string>> = { square: '^2', squared: '^2', sq: '^2', cubic: '^3', cubed: '^3', cu: '^3' };

/** Where what stands behind a value begins, undefined where nothing does. */
export function unitAt(tokens: readonly Token[]): number | undefined {
	const last = tokens.at(-1);
	const hasFunction = tokens.some(({ kind, value }) => kind === 'command' && value !== 'sqrt' && Object.hasOwn(functions, value));
	if (isSign(last, '%') || (isSign(last, '°') && !hasFunction)) return tokens.length - 1;
	const at = tokens.findIndex(({ kind }, index) => index > 0 && kind === 'text');
	if (at > 0) return isSign(tokens[at - 1], '°') ? at - 1 : at;
	return last?.kind === 'name' && 'CFK'.includes(last.value) && isSign(tokens.at(-2), '°') ? tokens.length - 2 : undefined;
}

/** Where a unit of one letter may begin: set apart by a space, as in `10 m/s`, it is one or an unknown. */
export function letterUnitAt(tokens: readonly Token[]): number | undefined {
	const at = tokens.findIndex(({ kind, isSpaced }, index) => kind === 'name' && isSpaced && tokens[index - 1]?.kind === 'number');
	const [first, ...rest] = tokens.slice(at);
	if (at < 1 || first === undefined || !'msghLNJW'.includes(first.value)) return undefined;
	return rest.every((token) => token.kind === 'name' || token.kind === 'number' || isSign(token, '/', '^', '⟬', '⟭')) ? at : undefined;
}

/**
 * The unit that is meant behind a value, in one spelling: `square centimeters` is `cm^2`.
 *
 * Words that are no unit, such as apples, count for nothing and are undefined, too; null where what stands there is more than a unit.
 */
export function readUnit(tokens: readonly Token[]): string | undefined | null {
	if (tokens.some((token) => token.kind === 'command' || (token.kind === 'sign' && !"^/⟬⟭%°*.-(),'".includes(token.value)))) return null;
	const written = tokens.map(({ value }) => (value === '⟬' || value === '⟭' ? '' : value)).join(' ');
	if (conditions.test(written)) return null;
	const words = written.replace(/[.,()]/g, ' ').match(/[A-Za-z]+|\^ ?-? ?\d|\/|[%°$€£¥₹₩₽]/g) ?? [];
	if (words.length > MOST_WORDS) return null;
	return unitOf(words);
}

function unitOf(words: readonly string[]): string | undefined {
	let unit = '';
	let power = '';
	for (const word of words) {
		const lower = word.toLowerCase();
		const known = units.get(lower) ?? (word === '%' || word === '°' || currencySigns.has(word) ? word : undefined);
		const raised = Object.hasOwn(powers, lower) ? powers[lower] : undefined;
		if (raised !== undefined && !lower.endsWith('d')) power = raised;
		else if (raised !== undefined) unit += raised;
		else if (word.startsWith('^')) unit += unit === '' ? '' : word.replaceAll(' ', '');
		else if (known !== undefined && !unit.endsWith(known)) unit += `${known}${power}`;
		else if ((lower === 'per' || word === '/') && unit !== '') unit += '/';
		else if (unit.endsWith('°') && /^[CFK]$/.test(word)) unit += word;
	}
	return unit === ''
		? undefined
		: unit
				.replace(/\/$/, '')
				.replace('mi/h', 'mph')
				.replace(/^°celsius$/, '°C');
}
