import type { CooperativeSearchAnswer } from './askCooperativeSearch.mts';
import { formatTable } from './formatTable.mts';
import { formatCount, formatLine, formatReceipt, formatSeconds } from './receipt.mts';

/** What became of one question, as lines for the terminal: each clone with its tools, what was found, the report with its sources, the receipt. */
export function formatSearchAnswer(question: string, answer: CooperativeSearchAnswer): string[] {
	const head = [`── ${formatLine(question)} ${'─'.repeat(Math.max(3, 74 - question.length))}`];
	return [
		...head,
		...formatClones(answer),
		'',
		...formatFindings(answer),
		'',
		answer.withoutSource ? 'No report, as there is no source. The best answer, which nobody can check:' : 'The report:',
		...answer.answer.split('\n').map((line) => `    ${line}`),
		`${answer.reason}; ${formatKept(answer)}.`,
		'',
		...formatRounds(answer),
		...formatReceipt(answer.receipt),
		'',
	];
}

function formatClones({ clones, receipt }: CooperativeSearchAnswer): string[] {
	const rows = clones.map(({ clone, role, tools, tokens, durationMs, text, withoutSource }) => [
		String(clone),
		role,
		formatTools(tools),
		formatCount(tokens),
		formatSeconds(durationMs),
		formatLine(withoutSource ? `(without a source) ${text}` : text),
	]);
	const missing = receipt.missing.map(({ clone, reason }) => [String(clone), '', '', '', '', `no answer: ${formatLine(reason)}`]);
	return formatTable(
		[['clone', 'role', 'tools', 'tokens', 'time', 'answer'], ...rows, ...missing],
		['right', 'left', 'left', 'right', 'right', 'left'],
	);
}

function formatTools(tools: CooperativeSearchAnswer['clones'][number]['tools']): string {
	const made = tools.filter(({ outcome }) => outcome === 'answered').length;
	return tools.length === 0 ? 'none used' : `${made} of ${tools.length} answered`;
}

function formatFindings({ findings }: CooperativeSearchAnswer): string[] {
	if (findings.length === 0) return ['Found: nothing was posted with a quote that stands in its source'];
	return ['Found:', ...findings.map(({ id, claim, clone, round }) => `    ${id} ${formatLine(claim)} (clone ${clone}, round ${round})`)];
}

function formatKept({ remembered }: CooperativeSearchAnswer): string {
	if (remembered === null) return 'not remembered';
	return 'error' in remembered ? `not remembered: ${formatLine(remembered.error)}` : 'remembered as untrusted';
}

function formatRounds({ receipt: { rounds, stoppedBecause } }: CooperativeSearchAnswer): string[] {
	return [
		`Rounds: ${rounds.map(({ round, newFindings }) => `${newFindings} new in round ${round}`).join(', ')}; stopped because ${stoppedBecause}`,
	];
}
