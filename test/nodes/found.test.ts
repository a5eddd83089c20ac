import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

const root = join(__dirname, '../..');

interface Codex {
	readonly node: string;
	readonly categories: readonly string[];
	readonly subcategories: { readonly AI: readonly string[] };
	readonly alias: readonly string[];
}

const codexOf = (className: string) => JSON.parse(readFileSync(join(root, `nodes/${className}/${className}.node.json`), 'utf8')) as Codex;

const fanOut = new ShadowCloneFanOut().description;
const evaluator = new CloneEvaluator().description;
const synthesizer = new Synthesizer().description;
const memory = new MemoryGateway().description;
const nodes = [fanOut, evaluator, synthesizer, memory].map((description) => ({
	description,
	codex: codexOf(description.name.charAt(0).toUpperCase() + description.name.slice(1)),
}));
const all = nodes.map(({ description }) => description);

/** What people type, and the nodes that do it; each word finds the other nodes, too, after these. */
const words: ReadonlyArray<readonly [word: string, doneBy: readonly (typeof fanOut)[]]> = [
	['shadow', all],
	['clone', all],
	['parallel', all],
	['ensemble', all],
	['vllm', all],
	['ollama', all],
	['local model', all],
	['fan out', [fanOut]],
	['best of n', [fanOut, evaluator]],
	['vote', [evaluator]],
	['consensus', [evaluator]],
	['council', [fanOut, evaluator, synthesizer]],
	['judge', [evaluator]],
	['evaluate', [evaluator]],
	['test code', [evaluator]],
	['run code', [evaluator]],
	['sandbox', [evaluator]],
	['merge answers', [synthesizer]],
	['citation', [synthesizer]],
	['memory', [memory]],
	['cache', [fanOut, memory]],
];

/**
 * How well a text fits what was typed, by the rule of n8n's node search: all letters have to stand there in this order; a text in which they stand together, from
 * its beginning, and which has few letters beside them, fits best.
 */
function fitOf(typed: string, text: string): number | undefined {
	let at = -1;
	for (const letter of typed.toLowerCase()) {
		at = text.toLowerCase().indexOf(letter, at + 1);
		if (at === -1) return undefined;
	}
	return text.toLowerCase().startsWith(typed.toLowerCase()) ? typed.length / text.length : 0;
}

function bestFit(typed: string, { description, codex }: (typeof nodes)[number]): number | undefined {
	const fits = [description.displayName, ...codex.alias].map((text) => fitOf(typed, text)).filter((fit) => fit !== undefined);
	return fits.length === 0 ? undefined : Math.max(...fits);
}

describe("n8n's node search", () => {
	it.each(words)('finds all nodes under "%s", first those that do it', (word, doneBy) => {
		for (const node of nodes) {
			const fit = bestFit(word, node) ?? 0;
			expect([node.description.name, fit > 0]).toEqual([node.description.name, true]);
			if (doneBy !== all && doneBy.includes(node.description)) {
				const others = nodes.filter(({ description }) => !doneBy.includes(description));
				expect(fit).toBeGreaterThan(Math.max(...others.map((other) => bestFit(word, other) ?? 0)));
			}
		}
	});

	it('does not take letters in another order for a fit', () => {
		expect(fitOf('vote', 'veto')).toBeUndefined();
		expect(fitOf('vote', 'best of the answers, voted')).toBe(0);
	});
});

it.each(nodes)('$description.name stands in the AI panel beside the chains, not under Other', ({ description, codex }) => {
	// What stands in the class wins over the file, and n8n would read the file no more.
	expect(description.codex).toBeUndefined();
	expect(codex.node).toBe(`n8n-nodes-shadow-clones.${description.name}`);
	expect(codex.categories).toEqual(['AI']);
	expect(codex.subcategories.AI).toEqual(['Chains', 'Root Nodes']);
	expect(new Set(codex.alias).size).toBe(codex.alias.length);
});
