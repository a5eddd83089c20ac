import { InvalidInputError } from '../errors';
import type { Rule } from './createRuleCheck';

/** @throws InvalidInputError where no answer could keep all of the rules: every one would be refused, as if they were all wrong. */
export function refuseImpossible(rules: readonly Rule[]): void {
	const numbers = rules.filter((rule) => rule.kind === 'number');
	const minimum = Math.max(...numbers.map((rule) => rule.minimum ?? -Infinity));
	const maximum = Math.min(...numbers.map((rule) => rule.maximum ?? Infinity));
	if (minimum > maximum)
		throw new InvalidInputError(
			`Minimum is ${minimum} and Maximum is ${maximum}, and no number is both`,
			'Swap them, or leave one of them empty.',
			'Minimum',
		);
	const lengthsOf = (kind: Rule['kind']) => rules.flatMap((rule) => (rule.kind === kind && 'characters' in rule ? [rule.characters] : []));
	const shortest = Math.max(...lengthsOf('minimumLength'));
	const longest = Math.min(...lengthsOf('maximumLength'));
	if (shortest > longest)
		throw new InvalidInputError(
			`The rules ask for at least ${shortest} characters and at most ${longest}, and no answer has both`,
			'Correct Length in one of them, or remove it.',
			'Length',
		);
}
