import { separateThinking } from '../endpoint/thinking/separateThinking';
import { type CodeBlock, readCodeBlocks } from './codeBlocks';
import type { Language } from './sandbox';

const languageTags: Record<Language, readonly string[]> = {
	javascript: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node', 'nodejs', 'ecmascript'],
	typescript: ['typescript', 'ts', 'tsx', 'mts', 'cts'],
	python: ['python', 'py', 'python3', 'py3', 'ipython', 'python2'],
};

/** A model that was asked for one of these and tagged its answer as the other has most likely written what was asked. */
const kin: Partial<Record<Language, Language>> = { typescript: 'javascript', javascript: 'typescript' };

const definition: Record<'script' | 'python', RegExp> = {
	script:
		/^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var|enum|interface|type|namespace)\s+([A-Za-z_$][\w$]*)|^(?:module\.)?exports\.([\w$]+)\s*=/gm,
	python: /^(?:async\s+def|def|class)\s+([A-Za-z_]\w*)|^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=(?!=)/gm,
};

const codeStart: Record<'script' | 'python', RegExp> = {
	script:
		/^(?:import\s.*(?:from\s*)?['"]|import\s*\{|export\s|async\s+function\b|function\s*\*?\s*[\w$]|class\s+[\w$]+|(?:const|let|var)\s+[\w$[{]|module\.exports|exports\.|['"]use strict['"]|interface\s+\w+|type\s+\w+.*=|enum\s+\w+|declare\s|\/\*|\/\/|#!|@\w+)/,
	python:
		/^(?:import\s+\w|from\s+[\w.]+\s+import\b|async\s+def\s|def\s+\w+|class\s+\w+\s*[(:]|@\w+|[A-Za-z_]\w*\s*(?::[^=]+)?=(?!=)|#|"""|'''|if\s+__name__)/,
};

/**
 * Takes the code out of what a model wrote; undefined where there is none.
 *
 * What a model thought before its answer is left out. Of several fenced blocks those in the wanted language are joined, in order. Where a later one defines again what an earlier one defined, the earlier
 * one was a draft and is left out. Without a fence, the prose before and after bare code is cut off. A fence that never closes ends with the text.
 */
export function extractCode(text: string, language: Language): string | undefined {
	const normal = separateThinking(text)
		.text.replace(/\r\n?/g, '\n')
		.replace(/^\uFEFF/, '');
	const blocks = readCodeBlocks(normal);
	const chosen = blocks.length > 0 ? chooseBlocks(blocks, language) : undefined;
	if (chosen !== undefined && chosen.length > 0) return present(joinLatest(chosen, language));
	return blocks.some((block) => !isUntagged(block)) ? undefined : present(cutProse(normal, language));
}

function present(code: string): string | undefined {
	return code.trim() === '' ? undefined : `${code.replace(/^\s*\n/, '').trimEnd()}\n`;
}

function chooseBlocks(blocks: readonly CodeBlock[], language: Language): readonly string[] {
	const tagged = (of: Language | undefined) =>
		of ? blocks.filter((block) => languageTags[of].includes(block.tag) && block.code.trim() !== '') : [];
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

function isUntagged(block: CodeBlock): boolean {
	return ['', 'code', 'text', 'txt', 'plaintext'].includes(block.tag);
}

function looksLikeShell(code: string): boolean {
	return /^\s*(?:\$|>|npm|node|pip|python3?|npx|cd|bash)\s/.test(code);
}

function looksLikeCode(code: string, language: Language): boolean {
	const start = codeStart[dialectOf(language)];
	return !looksLikeShell(code) && code.split('\n').some((line) => start.test(line.trim()));
}

/** Drops a block when every name it defines is defined again by a later one. */
function joinLatest(blocks: readonly string[], language: Language): string {
	const names = blocks.map((code) => definedNames(code, language));
	const kept = blocks.filter((_, index) => {
		const own = names[index] ?? [];
		const later = new Set(names.slice(index + 1).flat());
		return own.length === 0 ? !isUsageOnly(blocks, index, names) : !own.some((name) => later.has(name));
	});
	return kept.join('\n');
}

/** A block that defines nothing, among blocks that do, shows how to call the others: running it proves nothing and may fail. */
function isUsageOnly(blocks: readonly string[], index: number, names: readonly (readonly string[])[]): boolean {
	return (
		!/^\s*(?:import|from|module\.exports|exports)\b/m.test(blocks[index] ?? '') &&
		names.some((own, other) => other !== index && own.length > 0)
	);
}

function definedNames(code: string, language: Language): string[] {
	return [...code.matchAll(definition[dialectOf(language)])].map((match) => match[1] ?? match[2] ?? '');
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
