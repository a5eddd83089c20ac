import type { Candidate } from '../candidate';
import type { Requests } from '../endpoint/requestCount';
import type { ChatReceipt } from './chatReceipt';

export interface Picked {
	readonly candidate: Candidate;
	readonly why: Omit<ChatReceipt['picked'], 'clone'>;
	/** What a judge took. */
	readonly cost?: Requests;
	readonly notes?: readonly string[];
}
