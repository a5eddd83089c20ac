import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { linkFolder } from '../shared/linkFolder.mts';
import { CommandError, runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import { runNpm } from './runNpm.mts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const sources = [
	'nodes/**/*.{ts,svg,json}',
	'credentials/**/*.{ts,svg,json}',
	'workflows/**/*.{json,png}',
	'package.json',
	'tsconfig*.json',
	'scripts/build.mjs',
];
const keptPackages = 3;

/** The package as a user would install it, production dependencies beside it. */
export interface PackedPackage {
	readonly name: string;
	readonly folder: string;
	/** Stands for every byte of the sources: another hash, another package. */
	readonly hash: string;
}

/**
 * Builds, packs and unpacks the package, with its production dependencies installed in it.
 *
 * Sources that did not change since an earlier call cost nothing; dependencies that did not change are not installed again.
 *
 * @throws SetupError when the package does not compile or npm cannot get at its dependencies.
 */
export async function packPackage(onStep?: OnStep): Promise<PackedPackage> {
	const manifest = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as Manifest;
	const hash = await hashSources();
	const folder = cacheFolder('packed', hash);
	const packed = { name: manifest.name, folder, hash };
	if (existsSync(folder)) return packed;

	await withLock(
		cacheFolder('packed.lock'),
		async () => {
			if (existsSync(folder)) return;
			const workplace = await mkdtemp(join(await makeFolder(cacheFolder('packing')), 'package-'));
			try {
				onStep?.('the package to be compiled and packed');
				const unpacked = await buildAndUnpack(workplace);
				const dependencies = await ensureDependencies(manifest.dependencies ?? {}, onStep);
				await linkFolder(join(dependencies, 'node_modules'), join(unpacked, 'node_modules'));
				await rename(unpacked, await makeParent(folder));
			} finally {
				await rm(workplace, { recursive: true, force: true });
			}
			await forgetOldOnes(dirname(folder));
		},
		(pid) => onStep?.(`another build of the package (process ${pid}) to end`),
	);
	return packed;
}

interface Manifest {
	readonly name: string;
	readonly dependencies?: Record<string, string>;
}

async function hashSources(): Promise<string> {
	const hash = createHash('sha256');
	for (const file of sources.flatMap((pattern) => globSync(pattern, { cwd: checkout })).sort()) {
		hash.update(`${file}\0`).update(await readFile(join(checkout, file)));
	}
	return hash.digest('hex').slice(0, 16);
}

async function buildAndUnpack(workplace: string): Promise<string> {
	const complaints: string[] = [];
	const onLine = (line: string) => line.includes('error TS') && complaints.push(line);
	try {
		await runCommand(process.execPath, [join(checkout, 'scripts', 'build.mjs')], { cwd: checkout, onLine });
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new SetupError(
			`The package does not compile:\n${complaints.slice(0, 10).join('\n') || error.tail}`,
			'Fix the lines named above; `npm run build` shows them all.',
		);
	}
	const logFile = join(workplace, 'pack.log');
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', workplace], { what: 'The packed package', cwd: checkout, logFile });
	const archive = globSync('*.tgz', { cwd: workplace })[0];
	if (archive === undefined) throw new SetupError('npm pack left no archive behind.', `Its log is in ${logFile}.`);
	await runCommand('tar', ['-xzf', archive], { cwd: workplace });
	const unpacked = join(workplace, 'package');
	await checkNamedFiles(unpacked);
	return unpacked;
}

/** n8n drops the whole package, with a line in its log only, when one file that package.json names is not there. */
async function checkNamedFiles(unpacked: string): Promise<void> {
	const { n8n } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
	const lacking = [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(join(unpacked, file)));
	if (lacking.length === 0) return;
	throw new SetupError(
		`package.json names ${lacking.join(', ')}, which the build does not make.`,
		'Add the source, or take the line out of package.json.',
	);
}

/** The production dependencies in a folder named after what they are, so that they are installed once. */
async function ensureDependencies(dependencies: Record<string, string>, onStep?: OnStep): Promise<string> {
	const text = JSON.stringify({ private: true, dependencies }, null, '\t');
	const folder = cacheFolder('dependencies', createHash('sha256').update(text).digest('hex').slice(0, 16));
	const marker = join(folder, '.complete');
	if (existsSync(marker)) return folder;
	await makeFolder(join(folder, 'node_modules'));
	await writeFile(join(folder, 'package.json'), text);
	onStep?.("npm to fetch the package's dependencies");
	await runNpm(['install', '--omit=dev', '--omit=peer', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'], {
		what: "The package's dependencies",
		cwd: folder,
		logFile: join(folder, 'install.log'),
	});
	await writeFile(marker, '');
	return folder;
}

async function forgetOldOnes(folder: string): Promise<void> {
	const names = await readdir(folder);
	const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).ctimeMs })));
	dated.sort((a, b) => b.at - a.at);
	await Promise.all(dated.slice(keptPackages).map(({ name }) => rm(join(folder, name), { recursive: true, force: true })));
}

async function makeFolder(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	return folder;
}

async function makeParent(path: string): Promise<string> {
	await makeFolder(dirname(path));
	return path;
}
