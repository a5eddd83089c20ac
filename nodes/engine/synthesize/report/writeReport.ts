import type { ChatAnswer, ModelInfo } from '../../endpoint/endpoint';
import { citedReportMessages, condenseFindingsMessages, type ReportMaterial } from '../../prompts/citedReport';
import type { ShownFinding } from '../../prompts/evidence';
import type { Evidence } from '../citations/checkCitations';
import { estimateMessages, reservedTokens } from '../fitContext';
import type { SynthesisJob } from '../job';

const MOST_CONDENSINGS = 4;

/** The model's report on all evidence, and how often it had to be condensed to fit into its context. */
export interface DraftedReport {
	readonly answer: ChatAnswer;
	readonly condensings: number;
}

/**
 * Has the model write a report from findings. What does not fit into its context at once is condensed into notes first, as many groups at the same time as there are, and those again, until they fit.
 *
 * @throws what `endpoint.chat` throws, among it that a prompt is too long where condensing did not help.
 */
export async function writeReport(job: SynthesisJob, model: ModelInfo, evidence: readonly Evidence[]): Promise<DraftedReport> {
	let material = materialOf(job, evidence.map(toShown), []);
	let condensings = 0;
	while (!fits(citedReportMessages(material), job, model) && condensings < MOST_CONDENSINGS) {
		const groups = groupFitting(material, job, model);
		const notes = await Promise.all(groups.map(async (group) => (await job.ask(model, condenseFindingsMessages(group))).text));
		material = materialOf(job, [], notes);
		condensings++;
	}
	return { answer: await job.ask(model, citedReportMessages(material)), condensings };
}

function materialOf(
	{ task, fence, request: { instructions } }: SynthesisJob,
	findings: readonly ShownFinding[],
	notes: readonly string[],
): ReportMaterial {
	return { task, fence, findings, notes, ...(instructions === undefined ? {} : { instructions }) };
}

function toShown({ finding, source }: Evidence): ShownFinding {
	return { ...finding, from: `${source.tool} ${source.asked}`.slice(0, 200) };
}

function fits(
	messages: ReturnType<typeof citedReportMessages>,
	{ request: { sampling } }: SynthesisJob,
	{ contextTokens }: ModelInfo,
): boolean {
	return contextTokens === undefined || estimateMessages(messages) + reservedTokens(contextTokens, sampling.maxTokens) <= contextTokens;
}

/** One after the other as many as fit; one that does not fit alone stands alone, and the server may find that it does. */
function groupFitting({ findings, notes }: ReportMaterial, job: SynthesisJob, model: ModelInfo): readonly ReportMaterial[] {
	const groups: ReportMaterial[] = [];
	let group = materialOf(job, [], []);
	const put = (larger: ReportMaterial, alone: ReportMaterial) => {
		const isEmpty = group.findings.length + group.notes.length === 0;
		if (isEmpty || fits(condenseFindingsMessages(larger), job, model)) group = larger;
		else {
			groups.push(group);
			group = alone;
		}
	};
	for (const finding of findings) put({ ...group, findings: [...group.findings, finding] }, materialOf(job, [finding], []));
	for (const note of notes) put({ ...group, notes: [...group.notes, note] }, materialOf(job, [], [note]));
	return [...groups, group];
}
