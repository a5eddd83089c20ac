import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { anchorsOf } from '../support/markdown/anchorsOf';
import { linksOf } from '../support/markdown/linksOf';

const root = join(__dirname, '../..');
const onGitHub = `${manifest.repository.url.replace(/\.git$/, '')}/`;
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const find = (...patterns: readonly string[]) => globSync([...patterns], { cwd: root }).sort();

describe.each(find('*.md', 'docs/**/*.md', 'test/data/README.md'))('%s', (file) => {
	it('links only to what is there', () => {
		expect(linksOf(read(file)).filter((link) => !leadsSomewhere(link, file))).toEqual([]);
	});
});

describe.each(find('nodes/**/*.node.json', 'credentials/*.ts'))('%s', (file) => {
	it('names only addresses in this repository that are there', () => {
		const links = [...read(file).matchAll(/https:\/\/github\.com\/[\w./#?=&%-]{1,300}/g)].map(([url]) => url);
		expect(links.filter((link) => !leadsSomewhere(link, file))).toEqual([]);
	});
});

interface Template {
	readonly nodes: ReadonlyArray<{ readonly type: string; readonly parameters: { readonly content?: string; readonly path?: string } }>;
}

const workflows = new Map(find('workflows/**/*.json').map((file) => [file, JSON.parse(read(file)) as Template]));
const webhooks = [...workflows.values()].flatMap(({ nodes }) => nodes.map(({ parameters }) => parameters.path ?? ''));

describe.each([...workflows])('the stickies of %s', (file, { nodes }) => {
	const links = nodes
		.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')
		.flatMap(({ parameters }) => linksOf(parameters.content ?? ''));

	it('link by whole addresses, as n8n knows no folder of theirs', () => {
		expect(links.filter((link) => !/^https?:\/\//.test(link))).toEqual([]);
	});

	it('link only to what is there, in this repository and among the webhooks of the package', () => {
		const isWebhook = (link: string) => webhooks.includes(/^http:\/\/localhost:5678\/webhook\/([^?#]+)/.exec(link)?.[1] ?? 'none');
		expect(links.filter((link) => !leadsSomewhere(link, file) || (link.startsWith('http://localhost') && !isWebhook(link)))).toEqual([]);
	});
});

/** Whether a link of this file ends at a file of this repository, with its anchor; other hosts are not asked. */
function leadsSomewhere(link: string, file: string): boolean {
	const inside = pathOf(link, file);
	if (inside === undefined) return true;
	const [path = '', anchor] = inside.split('#');
	if (path.startsWith('..') || !existsSync(join(root, path))) return false;
	return anchor === undefined || !path.endsWith('.md') || anchorsOf(read(path)).includes(anchor);
}

/** Path and anchor in this repository, nothing for another host. */
function pathOf(link: string, file: string): string | undefined {
	if (link.startsWith(onGitHub)) return /^(?:blob|tree)\/main\/(.+)$/.exec(link.slice(onGitHub.length))?.[1];
	if (/^[a-z][\w+.-]*:/.test(link)) return undefined;
	if (link.startsWith('#')) return file + link;
	return relative('', posix.join(dirname(file), decodeURI(link)));
}
