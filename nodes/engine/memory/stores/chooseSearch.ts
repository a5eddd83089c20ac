import type { Match, Sizes } from './rankText';
import type { SearchKind } from './searchKind';

/**
 * Chooses how to search by what the question's words are found in: a talk where more than half of these memories have others beside them in their session, else passages.
 *
 * Nobody is asked and nothing is configured; the same question may be searched otherwise when other memories hold its words.
 */
export function chooseSearch(matches: readonly Match[], { sessionMemories }: Pick<Sizes, 'sessionMemories'>): SearchKind {
	const turns = matches.filter(({ session }) => session !== undefined && (sessionMemories.get(session) ?? 0) > 1);
	return turns.length * 2 > matches.length ? 'talk' : 'passages';
}
