import type { CodeTask, TemplateAnswer, Variation } from './askTemplate.mts';
import { formatTable } from './formatTable.mts';
import { formatCount, formatLine, formatReceipt, formatSeconds } from './receipt.mts';

/** What the five clones did with one task, as lines for the terminal: each clone, the pick with its code, the receipt. */
export function formatAnswer(task: CodeTask, answer: TemplateAnswer): string[] {
	return [
		`── ${task.name} ${'─'.repeat(Math.max(3, 74 - task.name.length))}`,
		...task.task.trim().split('\n'),
		'',
		...formatClones(answer),
		'',
		...formatPick(task, answer),
		'',
		...formatReceipt(answer.receipt),
		'',
	];
}

function formatClones({ best, others, receipt }: TemplateAnswer): string[] {
	const answered = [...(best ? [best] : []), ...others].map((variation) => ({
		clone: variation.clone,
		cells: [variation.approach, formatCount(variation.tokens), formatSeconds(variation.durationMs), verdictOf(variation, best)],
	}));
	const missing = receipt.missing.map(({ clone, reason }) => ({ clone, cells: ['', '', '', `no answer: ${formatLine(reason)}`] }));
	const rows = [...answered, ...missing].sort((a, b) => a.clone - b.clone);
	return formatTable(
		[['clone', 'approach', 'tokens', 'time', 'verdict'], ...rows.map(({ clone, cells }) => [String(clone), ...cells])],
		['right', 'left', 'right', 'right', 'left'],
	);
}

function verdictOf(variation: Variation, best: Variation | null): string {
	const reason = formatLine(variation.reason ?? '');
	return variation.clone === best?.clone ? `picked: ${reason || 'passed'}` : reason;
}

function formatPick({ tests }: CodeTask, { best, evaluation }: TemplateAnswer): string[] {
	if (best === null)
		return ['No variation passed, so none was picked. That happens with a small model: more clones or a larger model help.'];
	const how = tests === undefined ? ', without tests' : '';
	const worth = evaluation.summary ? [evaluation.summary] : [];
	const code = (best.code ?? '')
		.trimEnd()
		.split('\n')
		.map((line) => `    ${line}`);
	return [`Picked clone ${best.clone} (${best.approach})${how}:`, ...code, ...worth];
}
