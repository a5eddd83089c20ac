import type { Language } from '../sandbox/sandbox';

const parameters = String.raw`\([^()]*(?:\([^()]*\)[^()]*)*\)`;
const name = String.raw`([A-Za-z_$][\w$]*)`;
const type = String.raw`\s*(?::[^=\n]+)?`;
const declared = String.raw`(?:async\s+)?function\s*(?:\*\s*)?${name}`;
const assigned = String.raw`(?:const|let|var)\s+${name}${type}=\s*(?:async\s*)?(?:function\b|${parameters}${type}=>|[\w$]+\s*=>)`;
const exported = String.raw`module\.exports\s*=\s*(?:async\s+)?function\s*(?:\*\s*)?${name}|(?:module\.)?exports\.${name}\s*=`;
const javascript = new RegExp(String.raw`^(?:export\s+(?:default\s+)?)?(?:${declared}|${assigned})|^(?:${exported})`, 'gm');
const python = /^(?:async\s+)?def\s+([A-Za-z_]\w*)/gm;
const definitions: Readonly<Record<Language, RegExp>> = { javascript, typescript: javascript, python };

/**
 * Finds which function of each code the test cases are meant for, when the user did not say.
 *
 * The only function at the top level is meant; among several, the one that most codes have (the earlier one when several are as common).
 * Undefined where a code has none that qualifies.
 */
export function nameFunctions(codes: readonly string[], language: Language): ReadonlyArray<string | undefined> {
	const namesByCode = codes.map((code) => topLevelFunctions(code, language));
	const occurrences = new Map<string, number>();
	for (const name of namesByCode.flat()) occurrences.set(name, (occurrences.get(name) ?? 0) + 1);
	const [common] = [...occurrences].filter(([, count]) => count > 1).sort((left, right) => right[1] - left[1])[0] ?? [];
	return namesByCode.map((names) => (names.length === 1 ? names[0] : names.find((name) => name === common)));
}

function topLevelFunctions(code: string, language: Language): readonly string[] {
	const names = [...code.matchAll(definitions[language])].map((match) => match.slice(1).find((each) => each !== undefined));
	const found = [...new Set(names.filter((each) => each !== undefined))];
	return found.length > 0 || !/^(?:export\s+(?:default\s+)?)?class\s+Solution\b/m.test(code) ? found : methodsIn(code);
}

/** The methods of a `class Solution`, which the tests call like functions. */
function methodsIn(code: string): readonly string[] {
	const names = [...code.matchAll(/^[ \t]{1,8}(?:async\s)?([a-z_$][\w$]*)\s?\([^()\n]{0,300}\)[^\n{;=]{0,100}\{[ \t]*$/gm)].map(
		(match) => match[1] ?? '',
	);
	return [...new Set(names.filter((each) => !['constructor', 'if', 'for', 'while', 'switch', 'catch', 'function'].includes(each)))];
}
