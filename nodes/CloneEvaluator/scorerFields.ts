import type { INodeProperties } from 'n8n-workflow';
import { scorers, type Field, type FieldSet, type ScorerKind } from '../engine/evaluate/scorers';
import { toProperties } from './toProperties';

type Kind = ScorerKind<FieldSet, FieldSet, unknown>;

/** Every way to score, as it describes itself, by their labels. */
export const kinds: readonly Kind[] = (Object.values(scorers) as unknown as readonly Kind[]).toSorted((left, right) =>
	left.label.localeCompare(right.label),
);

/** Chooses by itself, so it counts only where nothing else is chosen. */
export const automaticId = scorers.automatic.id;

/** The ids of those that something holds for. */
export function idsOf(holds: (kind: Kind) => boolean): string[] {
	return kinds.filter(holds).map(({ id }) => id);
}

type Choices = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>[string];

/** The condition on Score By for what is there for these. What is there for Automatic has no effect where others are chosen besides: n8n holds every chosen value against such a condition. */
export function toChoices(ids: readonly string[]): Choices {
	const others = ids.filter((id) => id !== automaticId);
	return ids.length === others.length ? others : [...others, { _cnd: { eq: automaticId } }];
}

/** The fields of all scorers, each once, shown for the scorers that ask for it. */
export function fieldsOfScorers(): INodeProperties[] {
	return collect(({ fields }) => fields, 'scoreBy');
}

/** The same of their options, for a collection. */
export function optionsOfScorers(): INodeProperties[] {
	return collect(({ options }) => options, '/scoreBy');
}

/** Two scorers that ask for the same field share one object, so that a name never means two things. */
function collect(of: (kind: Kind) => FieldSet, scoreBy: string): INodeProperties[] {
	const found = new Map<string, { readonly field: Field; readonly ids: string[] }>();
	for (const kind of kinds)
		for (const [name, field] of Object.entries(of(kind))) {
			const known = found.get(name);
			if (known === undefined) found.set(name, { field, ids: [kind.id] });
			else known.ids.push(kind.id);
		}
	return [...found].flatMap(([name, { field, ids }]) => toProperties({ [name]: field }, { [scoreBy]: toChoices(ids) }));
}
