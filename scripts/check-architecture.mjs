// Holds the import rules of the house (see docs/contributing/architecture.md). `node scripts/check-architecture.mjs [root]`:
// prints one line per breach and exits 1 where there is any.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCircles } from './house/findCircles.mjs';

const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

/** Engine folders that meet only in the nouns (`candidate.ts`, `receipt.ts`, `errors.ts`). */
const strangers = ['fanout', 'evaluate', 'synthesize', 'memory'];

/** Folders of interchangeable parts: outside the folder they are reached through its index. */
const partFolders = ['fanout/approaches', 'evaluate/scorers', 'synthesize/mergers', 'memory/stores'].map(
	(folder) => `nodes/engine/${folder}`,
);

/** The file in a folder of parts that says what each of them is: scorers/scorer, approaches/approach. */
const portOf = (folder) => path.posix.basename(folder).replace(/(?<=ch)es$|s$/, '');

const importPattern =
	/\b(?:import|export)\s+(?:type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:require|import)\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file) {
	const source = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
	return [...source.matchAll(importPattern)].map((match) => match[1] ?? match[2]);
}

/** The imported file relative to the root, or the package's name as it was written. */
function targetOf(file, specifier) {
	return specifier.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)) : specifier;
}

const isInside = (target, folder) => target === folder || target.startsWith(`${folder}/`);
const engineFolderOf = (file) => file.match(/^nodes\/engine\/([^/]+)\//)?.[1];
const nodeFolderOf = (file) => file.match(/^nodes\/([A-Z][^/]*)/)?.[1];

const rules = [
	{
		says: 'the engine imports no n8n package',
		isBroken: (file, target) => isInside(file, 'nodes/engine') && /^(@n8n\/|n8n-)/.test(target),
	},
	{
		says: 'the engine imports nothing outside nodes/engine',
		isBroken: (file, target) =>
			isInside(file, 'nodes/engine') && /^(nodes|credentials|scripts|test|\.\.)(\/|$)/.test(target) && !isInside(target, 'nodes/engine'),
	},
	{
		says: `${strangers.join(', ')} meet only in the nouns`,
		isBroken: (file, target) => {
			const [from, to] = [engineFolderOf(file), engineFolderOf(`${target}/`)];
			return from !== to && strangers.includes(from) && strangers.includes(to);
		},
	},
	{
		says: 'approaches, scorers, mergers and stores are reached through the index of their folder, or as the port they share',
		isBroken: (file, target) =>
			partFolders.some(
				(folder) =>
					!isInside(file, folder) &&
					isInside(target, folder) &&
					![folder, `${folder}/index`, `${folder}/${portOf(folder)}`].includes(target),
			),
	},
	{
		says: 'sandboxes are reached through nodes/engine/sandbox/index (nouns, errors and extractCode apart)',
		isBroken: (file, target) =>
			isInside(file, 'nodes') &&
			!isInside(file, 'nodes/engine/sandbox') &&
			isInside(target, 'nodes/engine/sandbox') &&
			!/^nodes\/engine\/sandbox(\/(index|sandbox|errors|extractCode))?$/.test(target),
	},
	{
		says: 'a node never imports another node',
		isBroken: (file, target) =>
			nodeFolderOf(file) !== undefined && nodeFolderOf(target) !== undefined && nodeFolderOf(file) !== nodeFolderOf(target),
	},
	{
		says: 'a node imports only shared, engine, n8n-workflow and its own folder',
		isBroken: (file, target) =>
			nodeFolderOf(file) !== undefined &&
			!['nodes/shared', 'nodes/engine', `nodes/${nodeFolderOf(file)}`].some((folder) => isInside(target, folder)) &&
			target !== 'n8n-workflow',
	},
	{
		says: 'shared imports only shared, engine, n8n-workflow and, in aiNodeSdk.ts, the SDK of n8n',
		isBroken: (file, target) =>
			isInside(file, 'nodes/shared') &&
			!isInside(target, 'nodes/shared') &&
			!isInside(target, 'nodes/engine') &&
			target !== 'n8n-workflow' &&
			!(file === 'nodes/shared/aiNodeSdk.ts' && target === '@n8n/ai-node-sdk'),
	},
	{
		says: 'credentials import only n8n-workflow',
		isBroken: (file, target) => isInside(file, 'credentials') && target !== 'n8n-workflow',
	},
];

const files = globSync('{nodes,credentials}/**/*.ts', { cwd: root })
	.map((file) => file.split(path.sep).join('/'))
	.sort();
const known = new Set(files);
const fileOf = (target) => [`${target}.ts`, `${target}/index.ts`, target].find((each) => known.has(each));
const imports = new Map();
const breaches = [];
for (const file of files) {
	const targets = importsOf(file).map((specifier) => targetOf(file, specifier));
	imports.set(file, [...new Set(targets.map(fileOf).filter((target) => target !== undefined))]);
	for (const target of targets) {
		for (const rule of rules) if (rule.isBroken(file, target)) breaches.push(`${file} imports ${target}: ${rule.says}`);
	}
	if (isInside(file, 'nodes/engine') || isInside(file, 'nodes/shared')) {
		const source = readFileSync(path.join(root, file), 'utf8');
		if (/\bif\s*\([^)]*\b(approach|scorer|merger|store|sandbox)\.?id\s*===/i.test(source))
			breaches.push(`${file} asks for one part by its id: let each part declare its own answer`);
	}
}
for (const circle of findCircles(imports))
	breaches.push(`${[...circle, circle[0]].join(' → ')}: no circle between files, types included; put what both need in a file of its own`);

for (const breach of breaches) console.error(breach);
console.log(`${files.length} files checked, ${breaches.length} breaches of the import rules`);
process.exitCode = breaches.length > 0 || files.length === 0 ? 1 : 0;
