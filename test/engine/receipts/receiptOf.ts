import type { KeptOutcome, KeptReceipt } from '../../../nodes/engine/receipts/keptReceipt';

/** A receipt of a fan-out that went well, but for what is said. */
export function receiptOf(said: Partial<KeptReceipt> = {}): KeptReceipt {
	return {
		at: '2026-11-20T10:00:00.000Z',
		executionId: '1',
		workflow: { id: 'w1', name: 'Support answers' },
		node: 'Ask five clones',
		kind: 'fanOut',
		models: ['double-1b'],
		asked: 5,
		answered: 5,
		requests: 5,
		retries: 0,
		tokens: { prompt: 100, completion: 50, cached: 10, unknown: 0 },
		wallMs: 1_000,
		...said,
	};
}

const workflows = ['Support answers', 'Nightly batch', 'Code by tests', '<script>alert(1)</script>', 'Ärger & "Zitate"'];
const scorers = ['Consensus', 'Vote', 'Run Tests', 'Judge'];
const failures = ['overloaded', 'cloneTimeout', 'connectionRefused'];

/** Receipts of many kinds over sixty days, the same at every call, the newest first. */
export function manyReceipts(count: number): readonly KeptReceipt[] {
	let seed = 7;
	const draw = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
	return Array.from({ length: count }, (_, place) => {
		const at = new Date(Date.UTC(2026, 10, 28, 20) - Math.floor((place / count) * 60 * 86_400_000) - draw(1000)).toISOString();
		const which = draw(workflows.length);
		const common = { at, executionId: String(count - place), workflow: { id: `w${which}`, name: workflows[which] ?? '' } };
		const models = draw(8) === 0 ? ['Qwen/Qwen3-8B', 'small'] : [draw(3) === 0 ? 'small' : 'Qwen/Qwen3-8B'];
		return receiptOf({ ...common, models, ...kindOf(place, draw) });
	});
}

function kindOf(place: number, draw: (below: number) => number): Partial<KeptReceipt> {
	const requests = draw(9);
	const tokens = { prompt: draw(4_000), completion: draw(900), cached: draw(300), unknown: draw(20) === 0 ? 1 : 0 };
	const more = { requests, tokens, retries: draw(10) === 0 ? 1 : 0, wallMs: draw(30_000) };
	if (place % 5 === 1) return { ...more, kind: 'evaluation', node: 'Pick', asked: 5, answered: 5, outcome: pick(draw) };
	if (place % 5 === 2)
		return { ...more, kind: 'synthesis', asked: 3, answered: 1, outcome: { by: 'Merge', result: draw(3) === 0 ? 'bestKept' : 'written' } };
	if (place % 5 === 3)
		return {
			kind: 'cacheLookUp',
			models: [],
			asked: 1,
			answered: draw(2),
			cacheHits: draw(2),
			requests: 0,
			tokens: { prompt: 0, completion: 0, cached: 0, unknown: 0 },
		};
	if (place % 25 === 4)
		return { ...more, kind: 'chatModel', node: 'Model', outcome: { by: 'tool calls', result: 'picked', agreement: draw(101) / 100 } };
	const failed = draw(12) === 0 ? 1 + draw(4) : 0;
	const savedMs = draw(40_000) - 2_000;
	const pace = { firstTokenMs: 180, msPerToken: 21.4, measuredAt: '2026-11-28T09:00:00.000Z' };
	return {
		...more,
		answered: 5 - failed,
		cut: draw(9) === 0 ? 1 : 0,
		...(failed > 0 && { failures: [{ kind: failures[draw(3)] ?? '', clones: failed }] }),
		...(draw(4) > 0 && { oneByOneMs: savedMs + more.wallMs, savedMs, pace }),
	};
}

function pick(draw: (below: number) => number): KeptOutcome {
	const by = scorers[draw(scorers.length)] ?? '';
	return { by, result: draw(6) === 0 ? 'notAccepted' : 'accepted', ...(by !== 'Run Tests' && { agreement: (40 + draw(61)) / 100 }) };
}
