import type { CodeTask, TemplateAnswer, Variation } from './askTemplate.mts';
import { formatTable } from './formatTable.mts';

/** What the five clones did with one task, as lines for the terminal: each clone, the pick with its code, the receipt. */
export function formatAnswer(task: CodeTask, answer: TemplateAnswer): string[] {
	return [
		`── ${task.name} ${'─'.repeat(Math.max(3, 74 - task.name.length))}`,
		...task.task.trim().split('\n'),
		'',
		...formatClones(answer),
		'',
		...formatPick(answer),
		'',
		...formatReceipt(answer),
		'',
	];
}

function formatClones({ best, others, receipt }: TemplateAnswer): string[] {
	const answered = [...(best ? [best] : []), ...others].map((variation) => ({
		clone: variation.clone,
		cells: [variation.approach, count(variation.tokens), seconds(variation.durationMs), verdictOf(variation, best)],
	}));
	const missing = receipt.missing.map(({ clone, reason }) => ({ clone, cells: ['', '', '', `no answer: ${oneLine(reason)}`] }));
	const rows = [...answered, ...missing].sort((a, b) => a.clone - b.clone);
	return formatTable(
		[['clone', 'approach', 'tokens', 'time', 'verdict'], ...rows.map(({ clone, cells }) => [String(clone), ...cells])],
		['right', 'left', 'right', 'right', 'left'],
	);
}

function verdictOf(variation: Variation, best: Variation | null): string {
	const reason = oneLine(variation.reason ?? '');
	return variation.clone === best?.clone ? `picked: ${reason || 'passed'}` : reason;
}

function formatPick({ best }: TemplateAnswer): string[] {
	if (best === null) return ['No variation passed, so none was picked. That happens with a small model: more clones or a larger model help.'];
	const code = (best.code ?? '').trimEnd().split('\n').map((line) => `    ${line}`);
	return [`Picked clone ${best.clone} (${best.approach}):`, ...code];
}

function formatReceipt({ receipt }: TemplateAnswer): string[] {
	const { tokens } = receipt;
	const saved = formatSaved(receipt);
	return [
		`Receipt: ${receipt.answered} of ${receipt.asked} answered in ${seconds(receipt.wallMs)}${saved}`,
		`         ${tokens.prompt} tokens read (${tokens.cached} from the server's cache), ${tokens.completion} written · ${receipt.requests} requests, ${receipt.retries} of them again · ${receipt.models.join(', ')}`,
	];
}

/** Says nothing where no pace is known, and does not call it saved where five at once took longer. */
function formatSaved({ speedup, savedMs }: TemplateAnswer['receipt']): string {
	if (speedup == null || savedMs == null) return '';
	if (savedMs <= 0) return ` · one by one would have taken ${(speedup * 100).toFixed(0)} % of that: this server gains nothing from five at once`;
	return ` · ${speedup.toFixed(1)} times as fast as one by one, ${seconds(savedMs)} saved`;
}

const longestReason = 110;
const oneLine = (text: string): string => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
};
const count = (value: number | null | undefined): string => (value == null ? '?' : String(value));
const seconds = (milliseconds: number | null | undefined): string => (milliseconds == null ? '?' : `${(milliseconds / 1000).toFixed(1)} s`);
