import type { ModelInfo } from '../../endpoint/endpoint';
import { checkCitations, type CheckedReport, type Evidence } from '../citations/checkCitations';
import { isCut, type Contender } from '../contender';
import type { SynthesisJob } from '../job';
import { readDissenting } from '../readDissent';
import { toCitationReport } from '../report/citationReport';
import { gatherEvidence } from '../report/gatherEvidence';
import { writeSentenceReport } from '../report/sentenceReport';
import { writeReport } from '../report/writeReport';
import type { Synthesis } from '../synthesizeRequest';
import type { Dissent } from '../dissent';
import { whyNoFinding } from '../whyNoFinding';
import type { Merger } from './merger';

const withoutSourceLine = 'No source: this answer cites nothing that can be checked.';

/** Writes from findings alone, and lets no citation stand whose quote is not in its source, word for word. */
export const citedReport: Merger = {
	id: 'citedReport',
	label: 'Cited Report',
	description:
		'A report from the findings of the clones. Every citation is checked word for word against its source, and dropped if it does not hold.',
	asksModel: true,
	takesRefused: true,
	make: makeCitedReport,
};

/** A report whose citations were checked, and how it came about. */
interface Draft {
	readonly checked: CheckedReport;
	readonly dissent: readonly Dissent[];
	readonly finishReason: string;
	readonly model: string;
	readonly how: string;
}

/**
 * Without any finding the best answer passes through, without citations, and where no citation of the report holds, the findings themselves are listed. Both are said.
 *
 * A model that cited nothing that holds is asked once more, sentence by sentence; at once so where its clones were guided, as those models write no marks.
 */
async function makeCitedReport(job: SynthesisJob): Promise<Synthesis> {
	const { evidence, withoutProof } = await gatherEvidence(job.request.contenders);
	if (evidence.length === 0) return passThrough(job, withoutProof);
	const model = await job.findModel();
	const first = wereGuided(job.request.contenders) ? undefined : await draftProse(job, model, evidence);
	const draft = first !== undefined && first.checked.kept > 0 ? first : await draftSentences(job, model, evidence);
	const { dropped, ...before } = (first ?? draft).checked;
	const isListed = draft.checked.kept === 0;
	const checked = isListed ? { ...checkCitations(listFindings(evidence), evidence), dropped } : draft.checked;
	const how = isListed ? describeListed(dropped.length, evidence.length) : draft.how;
	const synthesis: Synthesis = {
		...job.common(job.ranked),
		usedClones: [...new Set(evidence.flatMap(({ finding }) => [finding.clone, ...(finding.alsoFoundBy ?? [])]))].sort(
			(left, right) => left - right,
		),
		text: withSources(checked),
		outcome: isListed ? 'listed' : 'written',
		reason: `${how}${isCut(draft.finishReason) ? ', and cut off before its end' : ''}${describe(isListed ? { dropped, ...before } : checked)}${describeUnsourced(job.request.contenders)}`,
		dissent: draft.dissent,
		citations: toCitationReport(checked, evidence.length, withoutProof),
		finishReason: draft.finishReason,
		model: draft.model,
	};
	if (!job.request.neverWorseThanBest) return synthesis;
	const better = await job.unlessWorse(model, synthesis);
	return better.outcome === 'bestKept' ? markWithoutSource(job, better) : better;
}

/** Who calls functions posts findings; who is guided has them posted. */
function wereGuided(contenders: readonly Contender[]): boolean {
	const uses = contenders.flatMap(({ candidate }) => candidate.toolUses ?? []);
	return uses.length > 0 && !uses.some(({ name }) => name === 'post_finding');
}

async function draftProse(job: SynthesisJob, model: ModelInfo, evidence: readonly Evidence[]): Promise<Draft> {
	const { answer, condensings } = await writeReport(job, model, evidence);
	const { text, dissent = [] } = readDissenting(
		answer.text,
		job.fence,
		job.request.contenders.map(({ candidate }) => candidate.run.clone),
	);
	const disagreement = dissent.length === 0 ? '' : `\n\nWhere the findings disagree:\n${dissent.map(({ says }) => `- ${says}`).join('\n')}`;
	const steps = condensings === 0 ? '' : `, condensed in ${condensings} ${condensings === 1 ? 'step' : 'steps'}`;
	const { finishReason, model: name } = answer;
	const checked = checkCitations(text + disagreement, evidence);
	return { checked, dissent, finishReason, model: name, how: `Written from ${countFindings(evidence)}${steps}` };
}

async function draftSentences(job: SynthesisJob, model: ModelInfo, evidence: readonly Evidence[]): Promise<Draft> {
	const { composed, finishReason, model: name } = await writeSentenceReport(job, model, evidence);
	const { text, replaced, leftOut } = composed;
	const count = (sentences: number) => `${sentences} ${sentences === 1 ? 'sentence that follows' : 'sentences that follow'}`;
	const changes = [
		...(replaced === 0 ? [] : [`${count(replaced)} from no finding replaced by findings that answer the question`]),
		...(leftOut === 0 ? [] : [`${count(leftOut)} from no finding left out`]),
	];
	const how = [`Written sentence by sentence from ${countFindings(evidence)}`, ...changes].join(', ');
	return { checked: checkCitations(text, evidence), dissent: [], finishReason, model: name, how };
}

/** Who reads the text alone must see it, too; JSON stays what it is. */
function markWithoutSource({ best: { candidate } }: SynthesisJob, synthesis: Synthesis): Synthesis {
	const mark = candidate.data === undefined ? `\n\n${withoutSourceLine}` : '';
	return { ...synthesis, text: `${synthesis.text.trimEnd()}${mark}`, withoutSource: true };
}

function passThrough(job: SynthesisJob, withoutProof: number): Synthesis {
	const found =
		withoutProof === 0
			? 'None of the candidates brought a finding'
			: `${withoutProof === 1 ? 'The one finding has no' : `None of the ${withoutProof} findings has a`} quote that stands in its source`;
	const why = whyNoFinding(job.request.contenders.map(({ candidate }) => candidate));
	const reason = `${found}, so the best answer was passed through, without a source; ${why}`;
	return markWithoutSource(job, job.giveBest('passedThrough', reason, [job.best]));
}

function describeListed(dropped: number, findings: number): string {
	const held = dropped === 1 ? 'The one citation in the report did not hold' : `None of the ${dropped} citations in the report held`;
	const listed = findings === 1 ? 'one finding itself is' : `${findings} findings themselves are`;
	return `${dropped === 0 ? 'The report cites nothing' : held}, so the ${listed} listed`;
}

function countFindings({ length }: readonly Evidence[]): string {
	return `${length} ${length === 1 ? 'finding' : 'findings'}`;
}

function listFindings(evidence: readonly Evidence[]): string {
	return evidence.map(({ finding: { id, claim } }) => `- ${claim.replace(/\s+/g, ' ').trim()} [${id}]`).join('\n');
}

function describe({ dropped, doubted, uncited }: CheckedReport): string {
	const parts = [
		...(dropped.length === 0 ? [] : [`${dropped.length} ${dropped.length === 1 ? 'citation' : 'citations'} dropped`]),
		...(doubted.length === 0 ? [] : [`${doubted.length} doubted`]),
		...(uncited.length === 0 ? [] : [`${uncited.length} ${uncited.length === 1 ? 'sentence' : 'sentences'} without one`]),
	];
	return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** Their answers are in no report, as a report is made of findings; that they are missing is said. */
function describeUnsourced(contenders: readonly Contender[]): string {
	const clones = contenders.flatMap(({ candidate: { withoutSource, run } }) => (withoutSource === true ? [run.clone] : []));
	if (clones.length === 0) return '';
	const named = clones.length === 1 ? `answer of clone ${clones[0]} is` : `answers of clones ${joinWords(clones.map(String))} are`;
	return `; the ${named} without a source, and not in it`;
}

function joinWords(words: readonly string[]): string {
	return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function withSources({ text, references }: CheckedReport): string {
	const list = references.map(
		({ number, quote, address, source }) =>
			`[${number}] “${quote.replace(/\s+/g, ' ')}” — ${address ?? `${source.label ?? source.tool} ${source.asked}`.trim()}`,
	);
	return list.length === 0 ? text : `${text.trim()}\n\nSources\n${list.join('\n')}`;
}
