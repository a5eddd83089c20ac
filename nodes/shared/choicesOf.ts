import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What a drop-down offers; empty for any other field. */
export function choicesOf({ options = [] }: Pick<INodeProperties, 'options'>): readonly INodePropertyOptions[] {
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** A choice as it stands on screen, and what an expression gives for it; a value without a choice stands for itself. */
export function nameChoice(choices: readonly INodePropertyOptions[], value: unknown): string {
	const choice = choices.find((each) => each.value === value);
	return choice === undefined ? String(value) : `${choice.name} (${String(value)})`;
}
