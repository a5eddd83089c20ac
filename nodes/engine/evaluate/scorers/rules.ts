import type { Candidate } from '../../candidate';
import { InvalidInputError } from '../../errors';
import { createRuleCheck, type Rule } from '../createRuleCheck';
import { randomPickOf, type Opinion, type Scorer } from './scorer';

export interface RulesSettings {
	readonly rules: readonly Rule[];
}

/**
 * Scores each candidate by the share of the rules that it keeps, and accepts those that keep them all.
 *
 * @throws InvalidInputError when there is no rule, or one cannot be used.
 */
export function rules(settings: RulesSettings): Scorer {
	if (settings.rules.length === 0)
		throw new InvalidInputError('There is no rule to score by', 'Add at least one rule, or score by something else.', 'Rules');
	const checks = settings.rules.flatMap(createRuleCheck);
	return {
		id: 'rules',
		label: 'Rules',
		assess: async (candidates: readonly Candidate[]) => {
			const opinions = candidates.map((candidate): Opinion => {
				const broken = checks.flatMap((check) => check(candidate) ?? []);
				return opinionOf(checks.length, broken);
			});
			return { opinions, remarks: [], ...randomPickOf(opinions) };
		},
	};
}

function opinionOf(total: number, broken: readonly string[]): Opinion {
	const held = total - broken.length;
	const [first] = broken;
	const reason = first === undefined ? `${held} of ${total} rules held` : `${held} of ${total} rules held; first broken: ${first}`;
	return { score: { kind: 'scored', value: held / total, reason, details: { held, of: total, broken } }, accepted: first === undefined };
}
