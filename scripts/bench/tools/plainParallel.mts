import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A node that does nothing but start a workflow several times at once and wait: what that costs n8n by itself. */
const source = `exports.PlainParallel = class PlainParallel {
	constructor() {
		this.description = {
			displayName: 'Plain Parallel', name: 'plainParallel', group: ['transform'], version: 1, description: '', defaults: { name: 'Plain Parallel' }, inputs: ['main'], outputs: ['main'],
			properties: [
				{ displayName: 'Times', name: 'times', type: 'number', default: 1 },
				{ displayName: 'Workflow', name: 'workflow', type: 'string', default: '' },
			],
		};
	}
	async execute() {
		const id = this.getNodeParameter('workflow', 0);
		const times = this.getNodeParameter('times', 0);
		const runs = await Promise.all(Array.from({ length: times }, () => this.executeWorkflow({ id }, [{ json: {} }])));
		return [runs.flatMap(({ data }) => data?.[0] ?? [])];
	}
};
`;

/** Writes it where n8n looks for nodes of one's own; its type is then \`CUSTOM.plainParallel\`. */
export async function writePlainParallel(folder: string): Promise<string> {
	const place = join(folder, 'own-nodes');
	await mkdir(place, { recursive: true });
	await writeFile(join(place, 'PlainParallel.node.js'), source);
	return place;
}
