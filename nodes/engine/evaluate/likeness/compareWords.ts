import { chrF, profileOf, type CharacterProfile } from './characterProfile';
import type { Entrant } from './entrants';
import { meanLikeness, type MeanLikeness } from './meanLikeness';
import { takeTurns } from '../../takeTurns';

const MOST_CHARACTERS = 10_000;
const LEAST_CHARACTERS = 300;
/** Of all answers together. */
const ALL_CHARACTERS = 300_000;

export interface WordLikeness extends MeanLikeness {
	/** Of each answer, so many characters at most were compared. */
	readonly characters: number;
	/** Answers that have more. */
	readonly shortened: number;
}

/** How much the words of each answer are like those of the others; the more answers there are, the less of long ones is looked at. */
export async function compareWords(entrants: readonly Entrant[], signal: AbortSignal): Promise<WordLikeness> {
	const characters = Math.max(LEAST_CHARACTERS, Math.min(MOST_CHARACTERS, Math.floor(ALL_CHARACTERS / Math.max(1, entrants.length))));
	const nextTurn = takeTurns(signal);
	const profiles: CharacterProfile[] = [];
	for (const { text } of entrants) {
		profiles.push(profileOf(text, characters));
		await nextTurn();
	}
	const compare = (left: number, right: number) => chrF(profiles[left] ?? [], profiles[right] ?? []);
	const shortened = entrants.filter(({ text }) => text.length > characters).length;
	return { ...(await meanLikeness(entrants, compare, signal)), characters, shortened };
}
