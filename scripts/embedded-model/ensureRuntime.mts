import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import { npmCommand } from '../shared/npmCommand.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';

const version = '3.22.1';

export interface EnsureRuntimeOptions {
	readonly folder?: string;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/**
 * Makes sure that node-llama-cpp is installed in a folder of its own, and returns that folder.
 *
 * Only this platform's binaries are taken: all of them together are 725 MB, one is 30. The marker is written last,
 * so a broken installation is done again from the start.
 */
export async function ensureRuntime(options: EnsureRuntimeOptions = {}): Promise<string> {
	const folder = options.folder ?? cacheFolder(`node-llama-cpp-${version}`);
	const marker = join(folder, 'installed');
	if (await exists(marker)) return folder;
	const binaries = platformPackage(process.platform, process.arch, hasGlibc());
	return await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return folder; // another process was quicker
			await install(folder, binaries, options);
			await writeFile(marker, `${binaries}@${version}\n`);
			return folder;
		},
		() => options.onStep?.('another process is installing node-llama-cpp'),
	);
}

async function install(folder: string, binaries: string, options: EnsureRuntimeOptions): Promise<void> {
	const { signal, onStep } = options;
	onStep?.(`installing node-llama-cpp ${version} for ${process.platform} ${process.arch} (85 MB)`);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
	const npm = npmCommand();
	const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const packages = [`node-llama-cpp@${version}`, `${binaries}@${version}`];
	try {
		await runCommand(npm.command, [...npm.args, 'install', ...flags, ...packages], {
			cwd: folder,
			...(signal && { signal }),
		});
	} catch (error) {
		throw explainInstallFailure('The runtime of the embedded model (node-llama-cpp)', error);
	}
}

/** The package that holds llama.cpp built for this platform. */
export function platformPackage(platform: string, architecture: string, glibc: boolean): string {
	const name = binariesByPlatform[`${platform}-${architecture}`];
	if (!name || (platform === 'linux' && !glibc)) {
		const system = platform === 'linux' && !glibc ? 'Linux without glibc' : `${platform} on ${architecture}`;
		throw new SetupError(
			`The embedded model has no ready-made runtime for ${system}.`,
			'Start any OpenAI-compatible model server and set VLLM_BASE_URL to its address.',
		);
	}
	return `@node-llama-cpp/${name}`;
}

const binariesByPlatform: Readonly<Record<string, string>> = {
	'linux-x64': 'linux-x64',
	'linux-arm64': 'linux-arm64',
	'linux-arm': 'linux-armv7l',
	'linux-riscv64': 'linux-riscv64',
	'darwin-arm64': 'mac-arm64-metal',
	'darwin-x64': 'mac-x64',
	'win32-x64': 'win-x64',
	'win32-arm64': 'win-arm64',
};

function hasGlibc(): boolean {
	const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
	return report.header?.glibcVersionRuntime !== undefined;
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
