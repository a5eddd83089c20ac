import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { askWebhook } from '../../scripts/start/askWebhook.mts';

const file = join(__dirname, '../../workflows/magi.json');

const receiptShape = z.object({ asked: z.number(), answered: z.number(), requests: z.number(), missing: z.array(z.unknown()).optional() });
const answerShape = z.object({
	decision: z.unknown(),
	decided: z.boolean(),
	state: z.string(),
	text: z.string(),
	learned: z.boolean(),
	decidedAt: z.string().nullable(),
	votes: z.array(z.object({ voter: z.string(), value: z.unknown(), weight: z.number(), votedAt: z.string(), run: z.string() })),
	asked: z.array(
		z.object({
			name: z.string(),
			models: z.array(z.string()),
			clones: z.array(z.object({ clone: z.number(), decision: z.unknown(), reason: z.string().optional() })),
		}),
	),
	receipt: z.object({ Balthazar: receiptShape, Melchior: receiptShape }),
});

export type MagiAnswer = z.infer<typeof answerShape>;

interface Setup {
	/** By the node's name. */
	readonly models: Readonly<Record<string, string>>;
	/** Credentials by the node's name, where they are not those of the template. */
	readonly credentials?: Readonly<Record<string, string>>;
	readonly path?: string;
	/** A Postgres credential by its name; none: the embedded store. */
	readonly postgres?: string;
}

/** The template as its user has set it up. */
export function magiOf({ models, credentials = {}, path = 'magi', postgres }: Setup): Workflow {
	const template = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
	const nodes = template.nodes.map((node) => {
		const { name, type, parameters } = node;
		if (type === 'n8n-nodes-base.webhook') return { ...node, webhookId: crypto.randomUUID(), parameters: { ...parameters, path } };
		if (models[name] !== undefined) {
			const credential = credentials[name] ?? 'vLLM account';
			const model = { __rl: true, mode: 'id', value: models[name] };
			return { ...node, parameters: { ...parameters, model }, credentials: { vllmApi: { name: credential } } };
		}
		if (postgres === undefined) return node;
		// As its sticky says: one value in Settings, and a credential in each node that has a store.
		if (name === 'Settings')
			return { ...node, parameters: JSON.parse(JSON.stringify(parameters).replace('"embedded"', '"postgres"')) as typeof parameters };
		return parameters['store'] === undefined ? node : { ...node, credentials: { postgres: { name: postgres } } };
	});
	return { ...template, name: `${template.name} (${path})`, nodes };
}

/** @throws SetupError with what the template says is wrong. */
export const askMagi = async (webhook: string, body: Readonly<Record<string, unknown>>): Promise<MagiAnswer> =>
	await askWebhook(webhook, String(body['question']), body, answerShape);
