import type { Candidate } from './candidate';
import type { ToolUse } from './tool';
import { shorten } from './text/shorten';

/** A tool of which no call that was made brought anything but an error. */
export interface FailingTool {
	readonly name: string;
	readonly calls: number;
	/** What went wrong in its first call, in its own words, shortened. */
	readonly why: string;
	/** None of them was made: their arguments or the name did not fit. */
	readonly refused?: true;
}

const LONGEST_WHY = 160;
const LONGEST_NAME = 64;
const MOST_NAMED = 3;

/** All calls of tools by these clones. What is no use of a tool is left out, as candidates pass through people's own nodes; so are those of our own tools. */
export function usesOf(candidates: ReadonlyArray<Pick<Candidate, 'toolUses'>>): readonly ToolUse[] {
	return candidates
		.flatMap(({ toolUses }) => (Array.isArray(toolUses) ? (toolUses as readonly ToolUse[]) : []))
		.filter((use) => typeof use?.name === 'string' && use.board !== true);
}

/**
 * The tools, by the names that people know, that failed whenever they were called, in the order of their first call, so that one that never works is seen although another one answers.
 *
 * Calls that were not made tell nothing of a tool, unless none was made at all: then why they were refused is what there is to tell.
 */
export function findFailingTools(candidates: ReadonlyArray<Pick<Candidate, 'toolUses'>>): readonly FailingTool[] {
	const asked = usesOf(candidates).filter(({ outcome }) => outcome !== 'repeated');
	const made = asked.filter(({ outcome }) => outcome !== 'refused');
	const judged = made.length > 0 ? made : asked;
	return [...Map.groupBy(judged, ({ name, label }) => (typeof label === 'string' ? label : name))].flatMap(([name, calls]) => {
		const words = calls.map(({ trouble }) => (typeof trouble === 'string' ? trouble : ''));
		if (calls.some(({ outcome }, index) => outcome === 'answered' && words[index] === '')) return [];
		const why = shorten(words.find((each) => each !== '') ?? 'it gave no reason', LONGEST_WHY).replace(/\.$/, '');
		return [{ name: shorten(name, LONGEST_NAME), calls: calls.length, why, ...(made.length === 0 && { refused: true as const }) }];
	});
}

/** Each in a few words, such as `all 3 calls of search failed (The service refused the connection)`; more than three are counted. */
export function describeFailingTools(failing: readonly FailingTool[]): readonly string[] {
	const named = failing.slice(0, MOST_NAMED).map(({ name, calls, why, refused }) => {
		const which = calls === 1 ? 'the only call' : calls === 2 ? 'both calls' : `all ${calls} calls`;
		const what = refused !== true ? 'failed' : calls === 1 ? 'was refused' : 'were refused';
		return `${which} of ${name} ${what} (${why})`;
	});
	const more = failing.length - named.length;
	return more === 0 ? named : [...named, `all calls of ${more} more ${more === 1 ? 'tool' : 'tools'} failed`];
}
