import { NodeHelpers, type IDataObject, type INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closePanel, openNewWorkflow, openPanel, pasteWorkflow } from '../../scripts/editor/canvas.mts';
import { openDropDowns } from '../../scripts/editor/dropDowns.mts';
import { keepShown, type Choice } from '../support/listChoices';
import { everyNode } from '../support/everyNode';
import { describeInEditor } from './support/describeInEditor';
import { startEditor, type StartedEditor } from './support/startEditor';

/** Of all choices of a node the few that show each of its fields at least once. */
function pickChoices(choices: readonly Choice[], fieldsOf: (choice: Choice) => readonly string[]): readonly Choice[] {
	const seen = new Set<string>();
	return choices.filter((choice) => {
		const unseen = fieldsOf(choice).filter((field) => !seen.has(field));
		for (const field of unseen) seen.add(field);
		return unseen.length > 0;
	});
}

const pathsOf = (value: unknown, path = ''): readonly string[] =>
	typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, child]) => {
				const own = /^\d+$/.test(name) ? path : `${path}.${name}`;
				return [own, ...pathsOf(child, own)];
			})
		: [];

/** The same parameters with every list as a list: a name that was typed has none to open. */
function withLists(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withLists);
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withLists(each)]));
	return '__rl' in fields ? { ...fields, mode: 'list' } : fields;
}

/** The credential where the editor asks for one; a user's node has none where it does not, and then lists must open without it. */
function credentialsOf(description: INodeTypeDescription, parameters: IDataObject) {
	const asked = description.credentials?.find(({ name }) => name === 'vllmApi');
	const isAsked = asked !== undefined && NodeHelpers.displayParameter(parameters as never, asked, { typeVersion: 1 }, description);
	return isAsked ? { credentials: { vllmApi: { id: '', name: 'vLLM account' } } } : {};
}

describeInEditor('Every drop-down', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor();
	});
	afterAll(async () => await started?.close());

	it.each(everyNode('memories.sqlite', 'none').map(({ node, type, choices }) => [node, type, choices] as const))(
		'of %s opens without an error',
		async (name, { description }, choices) => {
			const { editor } = started;
			const shown = (choice: Choice) => keepShown(description, choice.parameters);
			for (const choice of pickChoices(choices, (each) => pathsOf(shown(each)))) {
				const type = `n8n-nodes-shadow-clones.${description.name}`;
				const parameters = withLists(shown(choice)) as IDataObject;
				const credentials = credentialsOf(description, parameters);
				const node = { id: 'one', name, type, typeVersion: 1, position: [0, 0], parameters, ...credentials };
				await openNewWorkflow(editor);
				await pasteWorkflow(editor, { nodes: [node] });
				await openPanel(editor, name);
				expect([choice.name, await openDropDowns(editor)]).toEqual([choice.name, []]);
				await closePanel(editor);
			}
		},
	);
});
