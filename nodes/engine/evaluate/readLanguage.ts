import { InvalidInputError } from '../errors';
import type { Language } from '../sandbox/sandbox';

const languageByName: Readonly<Record<string, Language>> = {
	javascript: 'javascript',
	js: 'javascript',
	node: 'javascript',
	nodejs: 'javascript',
	typescript: 'typescript',
	ts: 'typescript',
	python: 'python',
	python3: 'python',
	py: 'python',
};

/**
 * Reads a language by any of its usual names.
 *
 * @throws InvalidInputError listing the languages when it is none of them.
 */
export function readLanguage(name: unknown): Language {
	const key = typeof name === 'string' ? name.trim().toLowerCase() : '';
	const language = Object.hasOwn(languageByName, key) ? languageByName[key] : undefined;
	if (language !== undefined) return language;
	const came = key === '' ? 'No language is given' : `Code in ${JSON.stringify(name)} cannot be tested`;
	throw new InvalidInputError(came, 'Set Language to JavaScript, TypeScript or Python.', 'Language');
}
