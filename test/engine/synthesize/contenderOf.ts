import type { Contender } from '../../../nodes/engine/synthesize/contender';

/** A contender of run `run-1`, with what the test is about. */
export function contenderOf(clone: number, text: string, verdict: Pick<Contender, 'rank' | 'reason'> = {}): Contender {
	return {
		candidate: {
			run: { id: 'run-1', task: 'What is shadow cloning?', clone, clones: 5 },
			approach: 'Plain',
			model: 'clone-model',
			sampling: {},
			text,
			finishReason: 'stop',
			usage: {},
			timing: { startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1 },
			attempts: 1,
		},
		...verdict,
	};
}
