import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import type { Combination } from '../engine/evaluate/reducers';
import type { FieldSet, Scorer, ScorerKind, ScorerTools, ValuesOf } from '../engine/evaluate/scorers';
import { combinationOptions, options as optionFields } from './options';
import { readGroups } from '../shared/readGroups';
import { readFields, type ReadRaw } from './readFields';
import { sandboxOptions } from './sandboxOptions';
import { automaticId, kinds } from './scorerFields';

export interface NodeRequest {
	readonly scorers: readonly Scorer[];
	readonly combination: Combination;
}

interface Chosen {
	readonly kind: ScorerKind<FieldSet, FieldSet, unknown>;
	readonly values: ValuesOf<FieldSet>;
}

/**
 * Reads the fields, as they are for one item, into scorers that are ready to work.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number, tools: ScorerTools): NodeRequest {
	const read: ReadRaw = (name) => context.getNodeParameter(name, itemIndex, null as never);
	const options = readGroups([optionFields, sandboxOptions], read);
	const readOption: ReadRaw = (name) => options[name];
	const chosen = withoutAutomatic(readScoreBy(read('scoreBy'))).map((kind): Chosen => ({
		kind,
		values: { ...readFields(kind.fields, read), ...readFields(kind.options, readOption) },
	}));
	return {
		scorers: withoutLacking(chosen).map(({ kind, values }) => kind.create(kind.read(values), tools)),
		combination: readCombination(options, readOption),
	};
}

/** Something chosen besides Automatic is a choice. */
function withoutAutomatic(kinds: ReadonlyArray<Chosen['kind']>): ReadonlyArray<Chosen['kind']> {
	return kinds.length === 1 ? kinds : kinds.filter(({ id }) => id !== automaticId);
}

/** A scorer whose tests are missing in this item leaves the decision to another that was chosen besides and looks at the same. */
function withoutLacking(chosen: readonly Chosen[]): readonly Chosen[] {
	const isLacking = ({ kind, values }: Chosen) => kind.lacks?.(values) === true;
	return chosen.filter((each) => {
		const others = chosen.filter((other) => other !== each && other.kind.looksAt === each.kind.looksAt && !isLacking(other));
		return !isLacking(each) || others.length === 0;
	});
}

function readScoreBy(value: unknown): ReadonlyArray<Chosen['kind']> {
	const ids = [...new Set((Array.isArray(value) ? value : [value ?? []].flat()).map(String))];
	return ids.map((id) => {
		const kind = kinds.find((each) => each.id === id);
		if (kind !== undefined) return kind;
		throw new InvalidInputError(
			`There is no way to score by ${JSON.stringify(id)}`,
			`Choose among ${kinds.map(({ label, id: known }) => `${label} (${known})`).join(', ')}.`,
			'Score By',
		);
	});
}

function readCombination(options: Readonly<Record<string, unknown>>, readOption: ReadRaw): Combination {
	const { combine, weights, minimumScore } = readFields(combinationOptions, readOption) as ValuesOf<typeof combinationOptions>;
	if (combine === 'first') return { by: 'first' };
	const list = Array.isArray(weights) ? (weights as unknown[]) : String(weights).split(',');
	const written = list.map((weight) => String(weight).trim()).filter((weight) => weight !== '');
	// Its default is what comes up when it is added; not added, every scorer must accept.
	const unfit = written.find((weight) => Number.isNaN(Number(weight)));
	if (unfit !== undefined)
		throw new InvalidInputError(
			`Weights has ${JSON.stringify(unfit)} in it, which is not a number`,
			'Enter one number for each way in Score By, in the same order and with commas between them, for example 2, 1.',
			'Weights',
		);
	return { by: 'weights', weights: written.map(Number), ...(options['minimumScore'] !== undefined && { minimumScore }) };
}
