import { parse } from 'acorn';
import { bracketsClose } from './bracketsClose';
import { parseOptions } from './javascript/prepareTests';
import type { Language } from './sandbox';

/** A longer block is taken as it is: it is not parsed here. */
const MOST_CHARACTERS = 64_000;

/** Of more blocks that could each be the solution, the last ones are tried by themselves. */
const MOST_ALONE = 4;

/** Of more blocks, the last ones count: each is held against all others. */
const MOST_BLOCKS = 40;

const functions: Record<'script' | 'python', RegExp> = {
	script:
		/^(?:export\s+(?:default\s+)?)?(?:async\s+)?function\s*(?:\*\s*)?([A-Za-z_$][\w$]*)|^(?:export\s+(?:default\s+)?)?class\s+([A-Za-z_$][\w$]*)|^(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]{0,200})[^=\n]{0,200}=\s*(?:async\s*)?(?:function\b|\([^)\n]{0,300}\)[^=\n]{0,100}=>|[\w$]+\s*=>)|^(?:module\.)?exports(?:\.([\w$]+))?\s*=\s*(?:async\s+)?(?:function|class|\(|[\w$]+\s*=>)/gm,
	python: /^(?:async\s+)?def\s+([A-Za-z_]\w*)|^class\s+([A-Za-z_]\w*)|^([A-Za-z_]\w*)\s*=\s*lambda\b/gm,
};

/** What shows or tries the others: it is no part of the solution. */
const showing = /^(?:test|tests|check|demo|example|main|run|runtests|assert)(?![a-z])|^test|tests?$/i;
const testFramework = /^[ \t]*(?:describe|it|test)\s*\(|^[ \t]*(?:import|from)\s+(?:unittest|pytest)\b|unittest\.main/m;
const leftOut =
	/^[ \t]*(?:(?:\/\/|#)[ \t]*)?(?:\.\.\.|…)[ \t]*$|^[ \t]*(?:\/\/|#|\/\*)[ \t]*(?:\.\.\.|…|(?:the\s)?rest\s(?:of|is|stays)|(?:existing|same|previous)\scode)/im;

interface Block {
	readonly code: string;
	/** The functions and classes that it defines. */
	readonly defines: readonly string[];
}

/**
 * Makes of a text's blocks the codes that may be meant, the likeliest first.
 *
 * A block whose functions all come again in a later complete block was a draft. What defines none and calls the others, and tests of its own, only show them. Blocks that cannot be parsed are quotations of what is wrong, where others can. What is
 * left is joined; where that cannot be parsed, or something else could be meant, parts of it follow.
 */
export function chooseVersions(codes: readonly string[], language: Language): readonly string[] {
	const all = codes.slice(-MOST_BLOCKS).map((code) => ({ code, defines: namesIn(code, language) }));
	const whole = all.filter(({ code }) => isWhole(code, language));
	const blocks = whole.length > 0 ? whole : all;
	const solving = blocks.filter((block) => block.defines.length > 0 && !isShowing(block, blocks));
	const kept = blocks.filter((block, index) => {
		if (block.defines.length === 0) return !callsOneOf(block, solving);
		if (isShowing(block, blocks)) return solving.length === 0;
		const later = new Set(
			blocks
				.slice(index + 1)
				.filter((each) => solving.includes(each))
				.flatMap(({ defines }) => defines),
		);
		return !block.defines.every((name) => later.has(name));
	});
	const alone = kept.filter(({ defines }) => defines.length > 0).toReversed();
	const readings = [kept, ...alone.slice(0, MOST_ALONE).map((each) => [each]), blocks].map((each) =>
		each.map(({ code }) => code).join('\n'),
	);
	const written = [...new Set(readings)].filter((reading) => reading.trim() !== '');
	const parsing = written.filter((reading) => parses(reading, language));
	return parsing.length > 0 ? parsing : written.slice(0, 1);
}

function isShowing({ code, defines }: Block, blocks: readonly Block[]): boolean {
	const others = blocks.filter((block) => block.code !== code && block.defines.length > 0);
	return (
		others.length > 0 &&
		(testFramework.test(code) || (defines.every((name) => showing.test(name)) && callsOneOf({ code, defines }, others)))
	);
}

function callsOneOf({ code, defines }: Block, others: readonly Block[]): boolean {
	const words = new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? []);
	const own = new Set(defines);
	return others.some((other) => other.code !== code && other.defines.some((name) => !own.has(name) && words.has(name)));
}

function isWhole(code: string, language: Language): boolean {
	return !leftOut.test(code) && parses(code, language);
}

/** Python and TypeScript are read whole where they run; here it is seen whether their brackets and texts close. */
function parses(code: string, language: Language): boolean {
	if (code.length > MOST_CHARACTERS) return true;
	if (language !== 'javascript' || looksTyped(code)) return bracketsClose(code, language);
	try {
		parse(code, parseOptions);
		return true;
	} catch {
		return false;
	}
}

/** TypeScript that was sent as JavaScript. */
function looksTyped(code: string): boolean {
	return /[)\w]\??\s{0,3}:\s{0,3}(?:number|string|boolean|void|any|unknown|never|Array<|Record<|Map<|Set<|Promise<|[A-Z]\w{0,40})(?:\[\])?\s{0,3}[,)={;]|^[ \t]*(?:interface|type|enum)\s+\w+/m.test(
		code,
	);
}

function namesIn(code: string, language: Language): string[] {
	return [...code.matchAll(functions[language === 'python' ? 'python' : 'script'])].map(
		(match) => match.slice(1).find((name) => name !== undefined) ?? 'exports',
	);
}
