import type { IExecuteFunctions, INodePropertyCollection, INodePropertyOptions, INodeProperties } from 'n8n-workflow';
import { addHint } from '../shared/addHint';
import { toolOptions } from './optionGroups/toolOptions';

type Option = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** The labels of what is set under Tool Options and does something only where there are tools; Open Pages is a tool itself. */
function readOptionsForTools(value: unknown): readonly string[] {
	const { openPages: _, ...set } = (value ?? {}) as Readonly<Record<string, unknown>>;
	const options: readonly Option[] = toolOptions.options ?? [];
	return options.flatMap((option) => ('displayName' in option && Object.hasOwn(set, option.name) ? [option.displayName] : []));
}

/** Says which options do nothing as there is no tool; once, as the same tools are connected for all items. */
export function hintAtUnusedOptions(context: IExecuteFunctions, itemIndex: number): void {
	if (itemIndex > 0) return;
	const labels = readOptionsForTools(context.getNodeParameter('toolOptions', itemIndex, {}));
	if (labels.length === 0) return;
	const change = labels.length === 1 ? 'changes' : 'change';
	addHint(context, `${labels.join(' and ')} ${change} nothing, as no tool is connected. Connect one at Tools, or add Open Pages.`);
}
