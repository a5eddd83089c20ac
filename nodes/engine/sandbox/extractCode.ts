import { separateThinking } from '../endpoint/thinking/separateThinking';
import { chooseVersions } from './chooseVersions';
import { type CodeBlock, readCodeBlocks } from './codeBlocks';
import { isDisowned } from './isDisowned';
import type { Language } from './sandbox';
import { withoutPrompts } from './withoutPrompts';

const languageTags: Record<Language, readonly string[]> = {
	javascript: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node', 'nodejs', 'ecmascript', 'esm'],
	typescript: ['typescript', 'ts', 'tsx', 'mts', 'cts'],
	python: ['python', 'py', 'python3', 'py3', 'ipython', 'python2', 'pycon', 'sage'],
};

/** What is no code of ours, by its tag. A tag that is no language, such as the name of a file, says nothing. */
const otherTags =
	/^(?:bash|sh|zsh|shell|shell-session|console|terminal|powershell|cmd|bat|json|jsonc|json5|yaml|yml|toml|ini|xml|html|css|scss|svg|markdown|md|mermaid|latex|tex|math|diff|patch|output|stdout|log|csv|sql|graphql|java|kotlin|scala|c|h|cpp|c\+\+|cc|cs|csharp|c#|go|golang|rust|rs|ruby|rb|php|perl|swift|dart|lua|r|julia|haskell|hs|elixir|clojure|makefile|make|dockerfile|vim)$/;

/** A model that was asked for one of these and tagged its answer as the other has most likely written what was asked. */
const kin: Partial<Record<Language, Language>> = { typescript: 'javascript', javascript: 'typescript' };

const codeStart: Record<'script' | 'python', RegExp> = {
	script:
		/^(?:import\s.*(?:from\s*)?['"]|import\s*\{|export\s|async\s+function\b|function\s*(?:\*\s*)?[\w$]|class\s+[\w$]+|(?:const|let|var)\s+[\w$[{]|module\.exports|exports\.|['"]use strict['"]|interface\s+\w+|type\s+\w.*=|enum\s+\w+|declare\s|\/\*|\/\/|#!|@\w+)/,
	python:
		/^(?:import\s+\w|from\s+[\w.]+\s+import\b|async\s+def\s|def\s+\w+|class\s+\w+\s*[(:]|@\w+|[A-Za-z_]\w*\s*(?::[^=]+)?=(?!=)|#|"""|'''|if\s+__name__)/,
};

/**
 * Takes the code out of what a model wrote; undefined where there is none.
 *
 * What a model thought before its answer is left out. Of several fenced blocks those in the wanted language count, of several versions the last complete one; what shows how to call or test the solution does not belong to it, nor what the answer itself calls wrong. Without a fence, the prose before and after bare code is cut off. A fence that never closes ends with
 * the text.
 */
export function extractCode(text: string, language: Language): string | undefined {
	return extractReadings(text, language)[0];
}

/** The same, and behind it what else may be meant where a text has several blocks; each of them can be parsed, as far as that is known here. */
export function extractReadings(text: string, language: Language): readonly string[] {
	const normal = separateThinking(text)
		.text.replace(/\r\n?/g, '\n')
		.replace(/^\uFEFF/, '');
	const blocks = readCodeBlocks(normal).map((block) => ({ ...block, code: withoutPrompts(block.code, language) }));
	const chosen = blocks.length > 0 ? chooseBlocks(blocks, language) : [];
	const complete = (code: string) => present(language === 'python' ? withMethods(code) : code);
	if (chosen.length > 0) return chooseVersions(chosen.map(tidy), language).flatMap(complete);
	return blocks.some((block) => !isUntagged(block)) ? [] : complete(tidy(cutProse(withoutPrompts(normal, language), language)));
}

function present(code: string): string[] {
	return code.trim() === '' ? [] : [`${code.replace(/^\s*\n/, '').trimEnd()}\n`];
}

/** The methods of a Python `class Solution` as functions, as sites with such tasks call them; a function of that name stays as it is. */
function withMethods(code: string): string {
	const [, body] = /^class Solution\b[^\n:]{0,200}:[^\n]*\n((?:[ \t][^\n]*\n?|\n)+)/m.exec(code) ?? [];
	const methods = [...(body ?? '').matchAll(/^[ \t]{1,8}def ([a-zA-Z]\w*)\(\s*self\b/gm)].map((match) => match[1] ?? '');
	const known = new Set([...code.matchAll(/^(?:async )?def (\w+)|^(\w+) ?=/gm)].map((match) => match[1] ?? match[2]));
	const fresh = [...new Set(methods)].filter((name) => !known.has(name));
	const wrappers = fresh.map((name) => `\n\n\ndef ${name}(*args, **kwargs):\n    return Solution().${name}(*args, **kwargs)`);
	return fresh.length === 0 ? code : `${code.trimEnd()}${wrappers.join('')}\n`;
}

/** Without the indentation that all lines share, and lines that are meant for a shell. */
function tidy(code: string): string {
	const lines = code
		.split('\n')
		.filter((line) => !/^\s*(?:\$\s+\S|(?:npm|npx|yarn|pnpm|pip3?)\s+(?:i|install|add|run|init|test)\b)/.test(line));
	const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
	const [first = ''] = indents;
	const shared = indents.reduce(
		(least, each) => (each.startsWith(least) ? least : each.length < least.length && least.startsWith(each) ? each : ''),
		first,
	);
	return lines.map((line) => (line.startsWith(shared) ? line.slice(shared.length) : line.trimStart())).join('\n');
}

/** What the answer itself calls wrong counts only where it shows nothing else. */
function chooseBlocks(blocks: readonly CodeBlock[], language: Language): readonly string[] {
	const chosen = chooseTagged(
		blocks.filter((block) => !isDisowned(block)),
		language,
	);
	return chosen.some((code) => codeStart[dialectOf(language)].test(code.trimStart())) ? chosen : chooseTagged(blocks, language);
}

function chooseTagged(blocks: readonly CodeBlock[], language: Language): readonly string[] {
	const tagged = (of: Language | undefined) => (of ? blocks.filter((block) => isTagOf(block.tag, of) && block.code.trim() !== '') : []);
	const wanted = tagged(language);
	if (wanted.length > 0) return wanted.map((block) => block.code);
	const untagged = blocks.filter((block) => isUntagged(block) && looksLikeCode(block.code, language));
	if (untagged.length > 0) return untagged.map((block) => block.code);
	const related = tagged(kin[language]);
	if (related.length > 0) return related.map((block) => block.code);
	// A single block that nothing can be told about: most likely the answer.
	const [only, ...others] = blocks.filter(isUntagged);
	return only && others.length === 0 && !looksLikeShell(only.code) ? [only.code] : [];
}

/** `es6`, `python3.12` and `twice.js` name a language, too. */
function isTagOf(tag: string, language: Language): boolean {
	if (languageTags[language].includes(tag)) return true;
	if (language === 'javascript' && /^(?:es\d{1,4}|(?:javascript|js)[-_+][\w-]+|[\w./-]+\.[mc]?jsx?)$/.test(tag)) return true;
	if (language === 'typescript' && /^(?:(?:typescript|ts)[-_+][\w-]+|[\w./-]+\.[mc]?tsx?)$/.test(tag)) return true;
	return language === 'python' && /^(?:python[\d.]+|python[-_+][\w-]+|[\w./-]+\.py)$/.test(tag);
}

function isUntagged({ tag }: CodeBlock): boolean {
	return !otherTags.test(tag) && !Object.keys(languageTags).some((language) => isTagOf(tag, language as Language));
}

function looksLikeShell(code: string): boolean {
	return /^\s*(?:\$|>|npm|node|pip|python3?|npx|cd|bash)\s/.test(code);
}

function looksLikeCode(code: string, language: Language): boolean {
	const start = codeStart[dialectOf(language)];
	return !looksLikeShell(code) && code.split('\n').some((line) => start.test(line.trim()));
}

function dialectOf(language: Language): 'script' | 'python' {
	return language === 'python' ? 'python' : 'script';
}

/** Bare code: from the first line that starts like code to the last one that can belong to it. */
function cutProse(text: string, language: Language): string {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => startsCode(line, language));
	if (start === -1) return '';
	let end = lines.length;
	while (end > start + 1 && isProse(lines[end - 1] ?? '', language)) end--;
	return lines.slice(start, end).join('\n');
}

function startsCode(line: string, language: Language): boolean {
	return codeStart[dialectOf(language)].test(line.trimStart()) && !isProse(line, language);
}

/** A line of words: no bracket, semicolon or assignment at its end, nothing that only code has. */
function isProse(line: string, language: Language): boolean {
	const trimmed = line.trim();
	if (trimmed === '') return true;
	if (/^\s/.test(line) && language === 'python') return false;
	if (/[;{}()[\]=]\s*$|=>/.test(trimmed) && !/^[A-Z][a-z]+ .*\)$/.test(trimmed)) return false;
	if (
		/^(?:\/\/|\/\*|\*|#|@|return\b|import\b|from\b|export\b|def\b|class\b|if\b.*:$|for\b.*:$|while\b.*:$|else:|try:|const\b|let\b|var\b|"""|''')/.test(
			trimmed,
		)
	)
		return (
			/^(?:if|for|while|from|class|return|let|import)\s[^=({:;'"]*[.!?]$/.test(trimmed) ||
			(/^#+ [A-Z]/.test(trimmed) && language !== 'python')
		);
	return /^[A-Z*_\-\d>]/.test(trimmed)
		? /\s/.test(trimmed) && !/^[A-Za-z_$][\w$.]*\s*(?:=|\()/.test(trimmed)
		: /^[a-z]+ [a-z]+ /.test(trimmed);
}
