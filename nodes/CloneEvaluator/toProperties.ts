import type { INodeProperties } from 'n8n-workflow';
import type { Field, FieldSet } from '../engine/evaluate/scorers';
import { answerFormFields } from '../shared/answerFormFields';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;
type KindOf<Kind extends Field['kind']> = Extract<Field, { readonly kind: Kind }>;

const bounds = ({ least, most, decimals }: KindOf<'number'>) => ({
	...(least !== undefined && { minValue: least }),
	...(most !== undefined && { maxValue: most }),
	...(decimals !== undefined && { numberPrecision: decimals }),
});

const rowsOf = ({ rows }: { readonly rows?: number }) => (rows === undefined ? {} : { typeOptions: { rows } });

/** The list that the editor offers for each use of a model, and a name for example. */
const modelLists = {
	chat: { method: 'listModels', example: 'Qwen/Qwen3-32B' },
	embedding: { method: 'listEmbeddingModels', example: 'BAAI/bge-m3' },
	reranking: { method: 'listRerankingModels', example: 'BAAI/bge-reranker-v2-m3' },
} as const satisfies Record<KindOf<'model'>['use'], object>;

/** What n8n wants to know of each kind of field, besides what all have. */
const parts: { readonly [Kind in Exclude<Field['kind'], 'answerForm'>]: (field: KindOf<Kind>) => Partial<INodeProperties> } = {
	text: (field) => ({ type: 'string', default: '', ...rowsOf(field) }),
	value: (field) => ({ type: 'string', default: '', ...rowsOf(field) }),
	number: (field) => ({ type: 'number', default: field.default, typeOptions: bounds(field) }),
	switch: (field) => ({ type: 'boolean', default: field.default }),
	json: (field) => ({ type: 'json', default: field.default }),
	choice: (field) => ({
		type: 'options',
		default: field.default,
		options: field.choices.map(({ label, ...choice }) => ({ name: label, ...choice })),
	}),
	model: ({ use }) => ({
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: modelLists[use].method, searchable: true },
			},
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: `e.g. ${modelLists[use].example}` },
		],
	}),
	list: ({ entry, entryLabel, fields, default: entries }) => ({
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: { [entry]: entries } as INodeProperties['default'],
		options: [{ displayName: entryLabel, name: entry, values: toProperties(fields) }],
	}),
};

/** Makes what is seen of some fields, each shown only under the condition. */
export function toProperties(fields: FieldSet, condition: Show = {}): INodeProperties[] {
	return Object.entries(fields).flatMap(([name, field]) => toProperty(name, field, condition));
}

function toProperty(name: string, field: Field, condition: Show): INodeProperties[] {
	const show = { ...condition, ...(field.shownWhen as Show | undefined) };
	if (field.kind === 'answerForm') return answerFormFields(field.label, field.names, show);
	const { label, description, placeholder, hiddenWhen } = field;
	const displayOptions = { ...(Object.keys(show).length > 0 && { show }), ...(hiddenWhen !== undefined && { hide: hiddenWhen as Show }) };
	return [
		{
			displayName: label,
			name,
			...(parts[field.kind] as (field: Field) => Pick<INodeProperties, 'type' | 'default'>)(field),
			...(placeholder !== undefined && { placeholder }),
			...(description !== undefined && { description }),
			...(Object.keys(displayOptions).length > 0 && { displayOptions }),
		},
	];
}
