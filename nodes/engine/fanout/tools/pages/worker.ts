import { letHostGoFirst } from '../../../workers/letHostGoFirst';
import { beginWork, type WorkerNotes } from '../../../workers/workerNotes';
import { pageText } from './pageText';

export interface PagesTask {
	readonly pages: readonly string[];
	readonly notes: WorkerNotes;
}

letHostGoFirst();

/** What the pool calls in each worker. */
export default function work({ pages, notes }: PagesTask): readonly string[] {
	beginWork(notes);
	return pages.map(pageText);
}
