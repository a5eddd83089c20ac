import type { AnswerForm } from './answerForm';

/** What every field has: what is seen of it, and when. */
interface Frame {
	readonly label: string;
	readonly description?: string;
	readonly placeholder?: string;
	/** Seen only while another field beside it has one of these values, by that field's name. */
	readonly shownWhen?: Readonly<Record<string, readonly unknown[]>>;
	/** Not seen while another field beside it has one of these values. */
	readonly hiddenWhen?: Readonly<Record<string, readonly unknown[]>>;
}

export interface TextField extends Frame {
	readonly kind: 'text';
	/** Lines that are seen at once. */
	readonly rows?: number;
}

export interface NumberField extends Frame {
	readonly kind: 'number';
	readonly default: number;
	readonly least?: number;
	readonly most?: number;
	/** Digits behind the point, 0 for whole numbers; absent: any. */
	readonly decimals?: number;
}

export interface SwitchField extends Frame {
	readonly kind: 'switch';
	/** What is seen when it comes up; an option that was not added counts as off. */
	readonly default: boolean;
}

export interface ChoiceField extends Frame {
	readonly kind: 'choice';
	readonly default: string;
	readonly choices: ReadonlyArray<{ readonly value: string; readonly label: string; readonly description?: string }>;
	/** The scorer reads other values too, such as `TS` for `typescript`. */
	readonly isOpen?: true;
}

/** JSON, as text or already as a value. */
export interface JsonField extends Frame {
	readonly kind: 'json';
	readonly holds: 'object' | 'list';
	readonly default: string;
}

/** Text, or already a value such as a list of test cases. */
export interface ValueField extends Frame {
	readonly kind: 'value';
	readonly rows?: number;
}

/** A model of the server; empty where none is named. */
export interface ModelField extends Frame {
	readonly kind: 'model';
	readonly use: 'chat' | 'embedding' | 'reranking';
}

/** What two answers must have in common: several fields, by the names that they have inside saved workflows. */
export interface AnswerFormField extends Frame {
	readonly kind: 'answerForm';
	readonly names: {
		readonly form: string;
		readonly choices: string;
		readonly field: string;
		readonly pattern: string;
		readonly unit: string;
	};
}

/** Any number of entries, each with fields of its own. */
export interface ListField extends Frame {
	readonly kind: 'list';
	/** The name of one entry inside saved workflows, and on screen. */
	readonly entry: string;
	readonly entryLabel: string;
	readonly fields: FieldSet;
	readonly default: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Something that a scorer asks the user for, as plain data: nodes make of it what is seen. */
export type Field = TextField | NumberField | SwitchField | ChoiceField | JsonField | ValueField | ModelField | AnswerFormField | ListField;

/** Fields by the names that they have inside saved workflows: never rename one. */
export type FieldSet = Readonly<Record<string, Field>>;

/** What a field is read into. */
export type ValueOf<Of extends Field> = Of extends { readonly kind: 'number' }
	? number
	: Of extends { readonly kind: 'switch' }
		? boolean
		: Of extends { readonly kind: 'choice'; readonly choices: ReadonlyArray<{ readonly value: infer Value }> }
			? Value
			: Of extends { readonly kind: 'text' | 'model' }
				? string
				: Of extends { readonly kind: 'answerForm' }
					? AnswerForm
					: Of extends { readonly kind: 'json'; readonly holds: infer Holds }
						? Holds extends 'list'
							? readonly unknown[]
							: Readonly<Record<string, unknown>>
						: Of extends { readonly kind: 'list'; readonly fields: infer Fields extends FieldSet }
							? ReadonlyArray<ValuesOf<Fields>>
							: unknown;

export type ValuesOf<Fields extends FieldSet> = { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> };
