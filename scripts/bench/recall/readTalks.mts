import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { SetupError } from '../../shared/setupError.mts';
import type { TalkQuestion } from './judgeTalk.mts';
import type { Entry } from './plainFts5.mts';

/** A long conversation, with questions about it. */
export interface Talk {
	readonly name: string;
	readonly turns: readonly Entry[];
	readonly questions: readonly TalkQuestion[];
}

interface Row {
	readonly id: string;
	readonly turns: ReadonlyArray<{
		readonly id: string;
		readonly session: string;
		readonly date?: string;
		readonly speaker: string;
		readonly text: string;
	}>;
	readonly questions: ReadonlyArray<{ readonly question: string; readonly gold_turns: readonly string[] }>;
}

/** What to do to measure on talks too. */
export const howToGetTalks =
	'Talks are measured where you have LoCoMo (CC BY-NC 4.0, not part of this package): -- --locomo=<file>, gzipped JSON lines, one conversation a line: { id, turns: [{ id, session, date, speaker, text }], questions: [{ question, gold_turns }] }. The conversations are at https://github.com/snap-research/locomo.';

/** How turns are told when they were said: by the memory's own time, as words before their text, or not at all. */
export type Dates = 'time' | 'words' | 'none';

/** Reads conversations, each turn as "speaker: text". Questions whose turns are not in the conversation are left out, turn ids are only looked up within their own conversation. */
export function readTalks(file: string, dates: Dates): Talk[] {
	if (!existsSync(file)) throw new SetupError(`There is no file ${file}.`, howToGetTalks);
	const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
	return lines.map((line) => {
		const { id: name, turns, questions } = JSON.parse(line) as Row;
		const known = new Set(turns.map(({ id }) => id));
		return {
			name,
			turns: turns.map(({ id, session, date, speaker, text }) => ({
				id,
				session,
				text: `${dates === 'words' && date !== undefined ? `[${date}] ` : ''}${speaker}: ${text}`,
				...(dates === 'time' && date !== undefined && { at: readDate(date) }),
			})),
			questions: questions
				.map(({ question, gold_turns: gold }) => ({ question, gold: gold.filter((turn) => known.has(turn)) }))
				.filter(({ gold }) => gold.length > 0),
		};
	});
}

/** "1:56 pm on 8 May, 2023". */
function readDate(date: string): string {
	const [time, day] = date.split(' on ');
	const at = new Date(`${day} ${time} UTC`);
	if (Number.isNaN(at.getTime())) throw new SetupError(`"${date}" is no date.`, howToGetTalks);
	return at.toISOString();
}
