import type { MemoryGatewayAnswer } from './askMemoryGateway.mts';
import { formatTable } from './formatTable.mts';
import { formatCount, formatLine, formatReceipt, formatSeconds } from './receipt.mts';

type Written = Extract<MemoryGatewayAnswer, { fromCache: false }>;

/** What became of one question, as lines for the terminal: what was recalled, each clone, the answer, what was kept, the receipt. */
export function formatMemoryAnswer(question: string, answer: MemoryGatewayAnswer): string[] {
	const head = [`── ${formatLine(question)} ${'─'.repeat(Math.max(3, 74 - question.length))}`];
	if (answer.fromCache) {
		return [
			...head,
			`Answered from the cache, saved at ${answer.savedAt}, without asking the model:`,
			`    ${formatLine(answer.answer)}`,
			'Receipt: 0 requests',
			'',
		];
	}
	return [
		...head,
		...formatRecalled(answer),
		'',
		...formatClones(answer),
		'',
		...formatOne(answer),
		'',
		...formatReceipt(answer.receipt),
		'',
	];
}

function formatRecalled({ recalled }: Written): string[] {
	if (recalled.length === 0) return ['Recalled: nothing, this is not in memory yet'];
	return ['Recalled:', ...recalled.map(({ rank, text, trust }) => `    ${rank}. ${formatLine(text)} (said by: ${trust})`)];
}

function formatClones({ clones, receipt }: Written): string[] {
	const answered = clones.map(({ clone, approach, tokens, durationMs, text }) => ({
		clone,
		cells: [approach, formatCount(tokens), formatSeconds(durationMs), formatLine(text)],
	}));
	const missing = receipt.missing.map(({ clone, reason }) => ({ clone, cells: ['', '', '', `no answer: ${formatLine(reason)}`] }));
	const rows = [...answered, ...missing].sort((left, right) => left.clone - right.clone);
	return formatTable(
		[['clone', 'approach', 'tokens', 'time', 'answer'], ...rows.map(({ clone, cells }) => [String(clone), ...cells])],
		['right', 'left', 'right', 'right', 'left'],
	);
}

function formatOne({ answer, synthesis, remembered, saved, savedBecause }: Written): string[] {
	const kept =
		remembered === null
			? 'not remembered'
			: 'error' in remembered
				? `not remembered: ${formatLine(remembered.error)}`
				: remembered.outcome === 'new'
					? 'remembered'
					: `remembered, for the ${remembered.count}. time`;
	const inCache = saved ? 'kept for the same question' : `not kept for the same question: ${formatLine(savedBecause)}`;
	return [
		'The one answer:',
		`    ${formatLine(answer)}`,
		`${synthesis.reason} (${synthesis.receipt.requests} more requests); ${kept}; ${inCache}.`,
	];
}
