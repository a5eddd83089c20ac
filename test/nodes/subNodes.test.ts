import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import manifest from '../../package.json';

const root = join(__dirname, '../..');

interface Codex {
	readonly node: string;
	readonly subcategories: Readonly<Record<string, readonly string[]>>;
	readonly resources: { readonly primaryDocumentation: ReadonlyArray<{ readonly url: string }> };
	readonly alias: readonly string[];
}

const subNodes = [
	{
		className: 'ShadowCloneChatModel',
		node: new ShadowCloneChatModel(),
		slot: 'ai_languageModel',
		shelf: { AI: ['Language Models', 'Root Nodes'], 'Language Models': ['Chat Models (Recommended)'] },
		words: ['vllm', 'clone', 'local', 'ollama', 'ensemble', 'best of n', 'self consistency', 'vote'],
	},
	{
		className: 'ShadowCloneMemory',
		node: new ShadowCloneMemory(),
		slot: 'ai_memory',
		shelf: { AI: ['Memory'], Memory: ['Other memories'] },
		words: ['clone', 'chat memory', 'session', 'recall', 'Postgres'],
	},
];

describe.each(subNodes)('$className', ({ className, node, slot, shelf, words }) => {
	const codex = JSON.parse(readFileSync(join(root, `nodes/${className}/${className}.node.json`), 'utf8')) as Codex;

	it('fills its slot and stands on the shelf of n8n’s own nodes for it', () => {
		expect(node.description).toMatchObject({ inputs: [], outputs: [slot] });
		// What stands in the class wins over the file, and n8n would read the file no more.
		expect(node.description.codex).toBeUndefined();
		expect(codex).toMatchObject({ node: `n8n-nodes-shadow-clones.${node.description.name}`, subcategories: shelf });
		expect(manifest.n8n.nodes).toContain(`dist/nodes/${className}/${className}.node.js`);
	});

	it('is found by what people type', () => expect(codex.alias).toEqual(expect.arrayContaining(words)));

	it('has a page that Docs opens', () => {
		const [page] = codex.resources.primaryDocumentation;
		const here = `${manifest.repository.url.replace(/\.git$/, '')}/blob/main/`;
		expect(page?.url.startsWith(here)).toBe(true);
		expect(existsSync(join(root, page?.url.slice(here.length) ?? ''))).toBe(true);
	});
});

describe('the package', () => {
	it('neither holds nor installs n8n’s AI node SDK: it is a peer, and one that may be missing', () => {
		const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Record<string, object> };
		expect(manifest.peerDependenciesMeta).toEqual({ '@n8n/ai-node-sdk': { optional: true } });
		expect(lock.packages['']).toMatchObject({
			peerDependencies: manifest.peerDependencies,
			peerDependenciesMeta: manifest.peerDependenciesMeta,
		});
		expect(Object.keys(lock.packages).filter((path) => path.includes('@n8n/ai-node-sdk'))).toEqual([]);
	});
});
