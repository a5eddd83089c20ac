import type { Candidate } from '../candidate';
import type { ChatReceipt } from './chatReceipt';

/** What was spent on picking: requests and tokens of an embedding model or a judge. */
export interface PickingCost {
	readonly requests: number;
	readonly prompt: number;
	readonly completion: number;
}

export interface Picked {
	readonly candidate: Candidate;
	readonly why: Omit<ChatReceipt['picked'], 'clone'>;
	readonly cost?: PickingCost;
	readonly notes?: readonly string[];
}
