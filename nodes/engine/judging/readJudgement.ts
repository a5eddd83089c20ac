import { readVerdict } from './readVerdict';
import type { Verdict } from './verdict';

/** The reason comes first, so that a judge thinks before it decides. */
export const verdictSchema = {
	type: 'object',
	properties: { reason: { type: 'string' }, verdict: { type: 'string', enum: ['A', 'B', 'tie'] } },
	required: ['reason', 'verdict'],
	additionalProperties: false,
} as const;

const verdicts: Readonly<Record<string, Verdict>> = { A: 'A', B: 'B', tie: 'neither' };

/**
 * Reads which of two answers a judge prefers: out of the structured answer that it was asked for, else out of whatever it wrote.
 *
 * Undefined where its reason says the opposite of its verdict.
 */
export function readJudgement(text: string): Verdict | undefined {
	const { reason, verdict } = readStructured(text);
	if (verdict === undefined) return readVerdict(text);
	const spoken = reason === undefined ? undefined : readVerdict(reason);
	return spoken === undefined || spoken === verdict ? verdict : undefined;
}

/** Only JSON that is the whole reply: an object among prose may be one that the judge quotes. */
function readStructured(text: string): { readonly reason?: string; readonly verdict?: Verdict } {
	try {
		const { reason, verdict } = JSON.parse(text) as { readonly reason?: unknown; readonly verdict?: unknown };
		const read = typeof verdict === 'string' && Object.hasOwn(verdicts, verdict) ? verdicts[verdict] : undefined;
		return { ...(typeof reason === 'string' && { reason }), ...(read !== undefined && { verdict: read }) };
	} catch {
		return {};
	}
}
