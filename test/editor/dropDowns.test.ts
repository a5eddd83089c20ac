import { NodeHelpers, type IDataObject, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import { clearCanvas, closePanel, openNewWorkflow, openPanel, pasteWorkflow, runWorkflow } from '../../scripts/editor/canvas.mts';
import { openDropDowns } from '../../scripts/editor/dropDowns.mts';
import { everyNode } from '../support/everyNode';
import { listChoices, type Choice } from '../support/listChoices';
import { describeInEditor } from './support/describeInEditor';
import { fillStore, subWorkflow } from './support/listedThings';
import { packChoices } from './support/packChoices';
import { everyDropDown, shownDropDowns } from './support/shownDropDowns';
import { startEditor, type StartedEditor } from './support/startEditor';

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

/** The node as an agent's tool, which n8n makes of it, with fields that only a tool has. */
const toTool = (description: INodeTypeDescription): INodeTypeDescription => ({ ...description, name: `${description.name}Tool` });

const asTool: Readonly<Record<string, readonly IDataObject[]>> = {
	shadowCloneFanOut: [{ task: 'Say 8.', toolOutput: 'selectedFields' }],
	memoryGateway: [{ resource: 'memory', operation: 'recall', toolOutput: 'selectedFields' }],
};

const subNodes = [new ShadowCloneChatModel(), new ShadowCloneMemory()].map(({ description }) => ({
	description,
	choices: listChoices(description, {}),
}));
const nodes: ReadonlyArray<{ readonly description: INodeTypeDescription; readonly choices: readonly Choice[] }> = [
	...everyNode('memories.sqlite', 'none').map(({ type: { description }, choices }) => ({ description, choices })),
	...subNodes,
];

describeInEditor('Every drop-down', () => {
	let started: StartedEditor;

	beforeAll(async () => {
		started = await startEditor({ workflows: [subWorkflow] });
		const { editor } = started;
		await openNewWorkflow(editor);
		await pasteWorkflow(editor, fillStore);
		expect(await runWorkflow(editor)).toMatch(/executed successfully/);
		await clearCanvas(editor);
	});
	afterAll(async () => await started?.close());

	it.each(nodes.map(({ description, choices }) => [description.displayName, description, choices] as const))(
		'of %s opens without an error',
		async (name, description, choices) => {
			const { editor } = started;
			const opened = new Set<INodeProperties>();
			const open = async (each: INodeTypeDescription, shown: IDataObject) => {
				const parameters = withLists(shown) as IDataObject;
				const expected = shownDropDowns(each, parameters);
				const unopened = new Set(expected.filter(({ property }) => !opened.has(property)).map(({ key }) => key));
				const type = `n8n-nodes-shadow-clones.${each.name}`;
				const node = { id: 'one', name, type, typeVersion: 1, position: [0, 0], parameters, ...credentialsOf(each, parameters) };
				await pasteWorkflow(editor, { nodes: [node] });
				await openPanel(editor, name);
				const seen = await openDropDowns(editor, (key) => unopened.has(key), expected.length);
				await closePanel(editor);
				await clearCanvas(editor);
				expect([parameters, seen.faults]).toEqual([parameters, []]);
				for (const { key, property } of expected) if (seen.opened.includes(key)) opened.add(property);
				return { shown: seen.shown.toSorted(), expected: expected.map(({ key }) => key).toSorted() };
			};

			for (const shown of packChoices(description, choices)) {
				const keys = await open(description, shown);
				expect([shown, keys.shown]).toEqual([shown, keys.expected]);
			}
			// n8n gives a tool fields of its own.
			for (const shown of asTool[description.name] ?? []) {
				const keys = await open(toTool(description), shown);
				expect(keys.shown).toEqual(expect.arrayContaining(keys.expected));
			}

			const left = everyDropDown(description).filter((property) => !opened.has(property));
			expect(left.map(({ displayName }) => displayName)).toEqual([]);
		},
	);
});
