import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { SandboxServiceApi } from '../../credentials/SandboxServiceApi.credentials';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import manifest from '../../package.json';
import { describeFields } from '../support/describeFields';

const root = join(__dirname, '../..');
const here = `${manifest.repository.url.replace(/\.git$/, '')}/blob/main/`;

/** Every page with lists of fields, and whose fields stand there, in this order. */
const pages = {
	'docs/clone-evaluator.md': [new CloneEvaluator().description],
	'docs/credentials.md': [new VllmApi(), new SandboxServiceApi()],
	'docs/memory-gateway.md': [new MemoryGateway().description],
	'docs/shadow-clone-fan-out.md': [new ShadowCloneFanOut().description],
	'docs/synthesizer.md': [new Synthesizer().description],
};

describe.each(Object.entries(pages))('%s', (page, described) => {
	// After a change of a field: npx vitest run test/docs -u
	it('lists every field as it stands on screen', async () => {
		const path = join(root, page);
		let next = 0;
		const text = readFileSync(path, 'utf8').replace(
			/(<!-- fields -->\n)[^]*?(\n<!-- end of fields -->)/g,
			(_, start: string, end: string) => `${start}\n${describeFields(described[next++]?.properties ?? [])}\n${end}`,
		);
		expect(next).toBe(described.length);
		await expect(await format(text, { ...(await resolveConfig(path)), parser: 'markdown' })).toMatchFileSnapshot(path);
	});
});

/** Files outside of the pages that name addresses, and the pages themselves. */
const sources = ['README.md', 'SECURITY.md', ...globSync(['docs/**/*.md', 'nodes/**/*.node.json', 'credentials/*.ts'], { cwd: root })];

describe.each(sources)('%s', (source) => {
	it('links only to what is there', () => {
		const text = readFileSync(join(root, source), 'utf8');
		const missing = linksIn(text, source).filter((link) => !exists(link));
		expect(missing).toEqual([]);
	});
});

/** Links into this repository, as paths from its root, with their anchors. */
function linksIn(text: string, source: string): readonly string[] {
	const full = [...text.matchAll(/https:\/\/github\.com\/[\w./#?=&%-]{1,300}/g)]
		.map(([url]) => url)
		.filter((url) => url.startsWith(here))
		.map((url) => url.slice(here.length));
	const relatives = source.endsWith('.md') ? [...text.matchAll(/\]\((?!https?:)([^)\s]{1,300})\)/g)].map(([, link = '']) => link) : [];
	const folder = dirname(source);
	return [...full, ...relatives.map((link) => (link.startsWith('#') ? source + link : relative(root, join(root, folder, link))))];
}

function exists(link: string): boolean {
	const [file = '', anchor] = link.split('#');
	if (!existsSync(join(root, file))) return false;
	return anchor === undefined || anchorsOf(readFileSync(join(root, file), 'utf8')).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
	return [...text.matchAll(/^#{1,6} (.{1,200})$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-'),
	);
}
