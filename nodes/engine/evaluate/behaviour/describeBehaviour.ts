import { unscored, type Opinion } from '../scorers/scorer';
import { isAlive, type ScoredBehaviour } from './scoreBehaviours';

/** Said of a candidate without code that could be run. */
export const noCode = (): Opinion => zero('There is no code in the answer');
export const noFunction = (code: string): Opinion => zero('It does not say which function to call: it defines several, or none', code);

export interface AmongOthers {
	/** The highest score of all. */
	readonly best: number;
	/** How many were run, this one among them. */
	readonly ran: number;
	/** Why a model found it right between some that score the same; absent where none was asked. */
	readonly wonBecause?: string;
}

/** What is thought of what one candidate does, and why, in one line. Code that gives nothing scores zero, and is unscored where the sandbox lacks what it needs. */
export function describeBehaviour(scored: ScoredBehaviour, code: string, { best, ran, wonBecause }: AmongOthers): Opinion {
	const { behaviour, passed, examples, draftsPassed, drafts, consensus, score } = scored;
	if (!isAlive(scored) && behaviour.missing) return unscored(behaviour.broken ?? 'The sandbox does not have what it needs', { code });
	if (!isAlive(scored)) return zero(behaviour.broken ?? 'It throws on every input', code);
	const proven = examples === 0 ? [] : [`${passed} of ${examples} examples passed`];
	const guessed = drafts === 0 ? [] : [`${draftsPassed} of ${drafts} drafted tests passed`];
	const alike = `behaves like ${consensus.setSize - 1} of ${ran - 1} others on ${behaviour.came.length} inputs`;
	const against = consensus.doubt === undefined ? [] : [consensus.doubt];
	const won = wonBecause === undefined ? [] : [wonBecause];
	const cut = behaviour.broken === undefined ? [] : [`stopped: ${behaviour.broken}`];
	const reason = [...proven, ...guessed, alike, ...against, ...won, ...cut].join('; ');
	const details = { passed, examples, draftsPassed, drafts, size: consensus.setSize, agreement: consensus.value };
	return {
		score: { kind: 'scored', value: score, reason, details },
		accepted: score === best && (examples > 0 ? passed > 0 : consensus.value > 0),
		extracted: { code },
		group: JSON.stringify(behaviour.came),
	};
}

function zero(reason: string, code?: string): Opinion {
	return { score: { kind: 'scored', value: 0, reason }, accepted: false, ...(code !== undefined && { extracted: { code } }) };
}
