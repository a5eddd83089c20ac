import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { fencesOf } from '../support/markdown/fencesOf';

const root = join(__dirname, '../..');
const shells = ['sh', 'bash', 'shell', 'zsh', 'console', 'powershell', 'dockerfile'];
/** What makes an unmarked or indented block a command. */
const command = /^\s*(?:\$ )?(?:sudo |[A-Z_]+=\S+ )?(?:npm|npx|node|docker|podman|curl|git|vllm|ollama|pip|apt-get|bash|cd|mkdir|export) /;

describe.each(globSync(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md'], { cwd: root }).sort())('%s', (file) => {
	const text = readFileSync(join(root, file), 'utf8');

	it('says of every block of commands which test runs it, or why none does', () => {
		const unsaid = fencesOf(text).filter((fence) => isShell(fence) && !/^(?:run by|not run:) \S/.test(fence.comment ?? ''));
		expect(unsaid.map(({ line, code }) => `line ${line}: ${code.split('\n')[0]}`)).toEqual([]);
	});

	it('names tests that are there as those that run its commands', () => {
		const named = fencesOf(text).flatMap(({ comment = '' }) => (comment.startsWith('run by') ? pathsIn(comment) : []));
		expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
		for (const { comment = '' } of fencesOf(text)) if (comment.startsWith('run by')) expect(pathsIn(comment)).not.toEqual([]);
	});

	it('fences its commands, so that each can be marked', () => {
		const indented = text.split('\n').filter((line) => line.startsWith('    ') && command.test(line));
		expect(indented).toEqual([]);
	});

	it('names only npm scripts that are there', () => {
		const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
		expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});

	it('names only scripts and tests that are there', () => {
		const named = [...text.matchAll(/\b(?:scripts|test)\/[\w./@-]{1,200}/g)].map(([path]) => path.replace(/[.,]$/, ''));
		// vitest takes the beginning of a path for all tests under it.
		expect(named.filter((path) => !existsSync(join(root, path)) && globSync([`${path}*`], { cwd: root }).length === 0)).toEqual([]);
	});
});

const isShell = ({ language, code }: { language: string; code: string }) =>
	shells.includes(language.toLowerCase()) || (language === '' && code.split('\n').some((line) => command.test(line)));

const pathsIn = (comment: string): readonly string[] => comment.match(/(?:test\/|\.ci\/)[\w./-]*\w/g) ?? [];
