import type { Candidate } from '../candidate';
import { createFormsOf } from '../evaluate/answerForm';
import { normaliseText } from '../finalAnswer/normaliseText';
import { parseJson } from '../parseJson';
import { insideFence } from '../text/insideFence';
import { canonicalValue } from './canonicalJson';
import type { PickBy } from './chatClonesRequest';
import { toolCallsKey } from './toolCallsKey';

export const hasCalls = ({ toolCalls = [] }: Candidate): boolean => toolCalls.length > 0;

/** The JSON object or list that a text is, in a code fence or without; undefined for prose, also with JSON in it. */
export function wholeJson(text: string): { readonly value: unknown } | undefined {
	const body = (insideFence(text)?.body ?? text).trim();
	if (!/^[{[]/.test(body) || !/[}\]]$/.test(body)) return undefined;
	const parsed = parseJson(body);
	return typeof parsed?.value === 'object' && parsed.value !== null ? parsed : undefined;
}

/**
 * Says of each answer what it comes down to, so that equal ones can be counted while others are still out; undefined where it cannot be said at once.
 *
 * Tool calls are told by names and arguments, JSON by its values, words by the form that is voted on, else by the text without case, spaces and emphasis.
 */
export function formsOf(candidates: readonly Candidate[], pickBy: PickBy): ReadonlyArray<string | undefined> {
	const voted = votesOf(candidates, pickBy);
	return candidates.map((candidate, index) => (voted === undefined || hasCalls(candidate) ? ownForm(candidate) : voted[index]));
}

/** Asked for again with every answer that comes. */
const known = new WeakMap<Candidate, { readonly form: string | undefined }>();

function ownForm(candidate: Candidate): string | undefined {
	const { form } = known.get(candidate) ?? { form: readForm(candidate) };
	known.set(candidate, { form });
	return form;
}

function readForm(candidate: Candidate): string | undefined {
	if (hasCalls(candidate)) return `calls ${toolCallsKey(candidate.toolCalls ?? [])}`;
	const json = wholeJson(candidate.text);
	return json === undefined ? normaliseText(candidate.text) : `JSON ${canonicalValue(json.value)}`;
}

/** Formulas are calculated elsewhere, which takes its time. */
function votesOf(candidates: readonly Candidate[], pickBy: PickBy): ReadonlyArray<string | undefined> | undefined {
	if (pickBy.by !== 'vote' || pickBy.form.kind === 'text' || pickBy.form.kind === 'maths') return undefined;
	return createFormsOf(pickBy.form)(candidates);
}
