import type { AskerField } from '../askerFields';
import { hasField, type Asker } from './adviseByFields';

/** What a field of the request is called on screen. */
const LABELS: Readonly<Record<string, AskerField>> = {
	logprobs: 'Log-Probabilities',
	max_completion_tokens: 'Max Tokens',
	max_tokens: 'Max Tokens',
	reasoning_effort: 'Reasoning Effort',
	seed: 'Seed',
	temperature: 'Temperature',
	top_p: 'Top P',
};

/** The label of a field of the request, or of what is in it, that a server names; undefined where the node that asks has no such field. */
export function labelOf(param: string, asker: Asker): AskerField | undefined {
	const [name = ''] = param.split(/[.[]/);
	const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
	return label !== undefined && hasField(asker, label) ? label : undefined;
}

/** The one field that a server's words name; undefined where they name none or several. */
export function labelIn(words: string, asker: Asker): AskerField | undefined {
	const named = words.match(/\b[a-z]+(?:_[a-z]+)*\b/g) ?? [];
	const labels = new Set(named.flatMap((word) => labelOf(word, asker) ?? []));
	return labels.size === 1 ? [...labels][0] : undefined;
}
