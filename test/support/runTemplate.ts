import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';
import manifest from '../../package.json';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import type { ExportedWorkflow } from '../workflows/describeExported';
import { runInEngine, type EngineRun, type NodeUnderTest } from './runInEngine';

type Exported = ExportedWorkflow['nodes'][number] & Pick<NodeUnderTest, 'executeOnce' | 'onError'>;
type Outputs = INodeExecutionData[][];
type StandIn = (context: IExecuteFunctions, item: INodeExecutionData, index: number) => Outputs;

export interface TemplateRun {
	/** The node that begins; only what follows it runs. */
	readonly from: string;
	/** What it gets. */
	readonly items: readonly IDataObject[];
	readonly credentials?: Readonly<Record<string, IDataObject>>;
	/** What nodes give that wait for somebody, by name. */
	readonly given?: Readonly<Record<string, IDataObject>>;
}

const own: ReadonlyMap<string, INodeType> = new Map(
	[new CloneEvaluator(), new MemoryGateway(), new ShadowCloneFanOut(), new Synthesizer()].map((type) => [
		`${manifest.name}.${type.description.name}`,
		type,
	]),
);

const toOutputs = (json: unknown): Outputs => [[{ json: json as IDataObject }]];

/** What n8n's own nodes make of an item, as far as templates use them; all others hand it on. */
const standIns: Readonly<Record<string, StandIn>> = {
	if: (context, item, index) => {
		const { conditions } = context.getNodeParameter('conditions', index) as { readonly conditions: ReadonlyArray<{ leftValue: unknown }> };
		return conditions.every(({ leftValue }) => leftValue === true) ? [[item], []] : [[], [item]];
	},
	set: (context, _, index) => {
		if (context.getNodeParameter('mode', index, 'manual') === 'raw') return toOutputs(context.getNodeParameter('jsonOutput', index));
		const { assignments } = context.getNodeParameter('assignments', index) as {
			readonly assignments: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
		};
		return toOutputs(Object.fromEntries(assignments.map(({ name, value }) => [name, value])));
	},
	respondToWebhook: (context, item, index) => {
		void context.sendResponse(context.getNodeParameter('responseBody', index) as IDataObject);
		return [[item]];
	},
	stopAndError: (context, _, index) => {
		throw new Error(String(context.getNodeParameter('errorMessage', index)));
	},
};

/** Runs a template in n8n-core's own engine: this package's nodes as they are, n8n's own by stand-ins. `responses` are what a caller was told. */
export async function runTemplate(
	{ nodes, connections }: ExportedWorkflow,
	{ from, items, credentials = {}, given = {} }: TemplateRun,
): Promise<EngineRun & { readonly responses: readonly unknown[] }> {
	const responses: unknown[] = [];
	const all = (nodes as readonly Exported[]).map(({ name, type, parameters, onError, executeOnce }): NodeUnderTest => ({
		...{ name, parameters: parameters as IDataObject },
		type: own.get(type) ?? toType(type.split('.')[1] ?? '', Object.keys(parameters), responses, given[name]),
		...(onError !== undefined && { onError }),
		...(executeOnce !== undefined && { executeOnce }),
		outputs: (connections[name]?.['main'] ?? []).map((output) => output.map(({ node }) => node)),
	}));
	const first = all.filter(({ name }) => name === from);
	return { ...(await runInEngine([...first, ...all.filter((each) => !first.includes(each))], items, credentials)), responses };
}

function toType(kind: string, fields: readonly string[], responses: unknown[], given: IDataObject | undefined): INodeType {
	const standIn: StandIn = given === undefined ? (standIns[kind] ?? ((_, item) => [[item]])) : () => toOutputs(given);
	return {
		description: {
			...{ displayName: kind, name: kind, group: ['transform'], version: 1, description: '', defaults: {} },
			inputs: [NodeConnectionTypes.Main],
			outputs: kind === 'if' ? [NodeConnectionTypes.Main, NodeConnectionTypes.Main] : [NodeConnectionTypes.Main],
			properties: fields.map((name) => ({ displayName: name, name, type: 'json', default: '' })),
		},
		async execute() {
			const context = Object.assign(Object.create(this) as IExecuteFunctions, {
				sendResponse: (body: unknown) => void responses.push(body),
			});
			const items = this.getInputData().map((item, index) => standIn(context, item, index));
			const outputs = Math.max(1, ...items.map((each) => each.length));
			return Array.from({ length: outputs }, (_, output) => items.flatMap((each) => each[output] ?? []));
		},
	};
}
