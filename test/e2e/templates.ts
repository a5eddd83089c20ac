import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeTask } from '../../scripts/start/askTemplate.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';

export const templateFile = join(__dirname, '../../workflows/code-variations.json');
export const memoryTemplateFile = join(__dirname, '../../workflows/memory-gateway-shadow-clones-ready.json');
export const searchTemplateFile = join(__dirname, '../../workflows/cooperative-search.json');
export const reportPatternFile = join(__dirname, '../../workflows/patterns/report.json');

export const readTemplate = (): Workflow => JSON.parse(readFileSync(templateFile, 'utf8')) as Workflow;

/**
 * The template under another name, path and credential, so that several of them live in one n8n.
 *
 * Its lone call that measures the pace is left out: tests count calls.
 */
export function variantOf(template: Workflow, { path, credential }: { path: string; credential: string }): Workflow {
	const nodes = template.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.webhook') {
			return { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path } };
		}
		if (node.credentials === undefined) return node;
		const receiptOptions = { ...(node.parameters['receiptOptions'] as object), measurePace: false };
		return { ...node, credentials: { vllmApi: { name: credential } }, parameters: { ...node.parameters, receiptOptions } };
	});
	// Answer reads other nodes by name, so those stay; only the workflow's own name differs.
	return { ...template, name: `${template.name} (${path})`, nodes };
}

export const addTask: CodeTask = {
	name: 'add',
	task: 'Write a JavaScript function add(a, b) that returns the sum of two numbers.',
	language: 'javascript',
	tests: 'assert.equal(add(2, 3), 5);\nassert.equal(add(-1, 1), 0);',
};
