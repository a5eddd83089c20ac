import type { Candidate } from '../../../nodes/engine/candidate';

/** A candidate as Shadow Clone Fan-Out hands it out, with the given text. */
export function candidateOf(text: string, clone = 1, changes: Partial<Candidate> = {}): Candidate {
	return {
		run: { id: 'run-1', task: 'Write add(a, b)', clone, clones: 5 },
		approach: 'plain',
		model: 'small',
		sampling: { temperature: 0.7 },
		text,
		finishReason: 'stop',
		usage: { promptTokens: 10, completionTokens: 20 },
		timing: { startedAt: '2026-11-22T18:00:00.000Z', durationMs: 12 },
		attempts: 1,
		...changes,
	};
}

export function candidatesOf(...texts: readonly string[]): readonly Candidate[] {
	return texts.map((text, index) => candidateOf(text, index + 1));
}
