import type { CodeBlock } from './codeBlocks';

const MOST_LEAD = 160;

/** What a line says of the code that follows it, as a label or in a sentence that leads to it. */
const wrong = [
	/[❌✗✘🚫👎]/u,
	/^\W*(?:(?:step \d{1,2}|example|option|version)\W{1,3})?(?:before|wrong|incorrect|bad|buggy|broken|faulty|flawed|don['’]?t|do not do|avoid|not recommended|anti-?pattern)\b[^.\n]{0,60}\W*$/i,
	/\b(?:what|how) not to\b|\b(?:don['’]?t|do not|never|should not|shouldn['’]?t) (?:do|write|use|code|implement) (?:it|this|that|things|something)\b/i,
	/\b(?:wrong|incorrect|bad|buggy|broken|faulty|flawed|mistaken|erroneous) (?:\w{1,20} )?(?:code|version|way|answer|approach|solution|implementation|example|attempt|function|one)\b/i,
	/\b(?:common|typical|frequent) (?:mistake|error|pitfall|bug)s?\b|\banti-?patterns?\b/i,
	/\b(?:original|old|previous|your|given) (?:\w{1,20} )?(?:code|version|implementation|function|solution)\b/i,
];
/** The same words where a better version follows. */
const right =
	/✅|✔|\b(?:fix(?:ed|es|ing)?|correct(?:ed|s|ing)?|improved?|updated?|revised|rewritten|refactored|avoids|avoiding|without|instead|right way|better|solves?|after)\b/i;

/** Whether the answer says of a block that it shows what is wrong, or how it was before, in the line above it or in its first comment. */
export function isDisowned({ lead, code }: CodeBlock): boolean {
	const [first = ''] = code.trimStart().split('\n', 1);
	const comment = /^(?:\/\/+|#+|\/\*+|--)(.{1,160})$/.exec(first)?.[1] ?? '';
	return [lead, comment].some((line) => line.length <= MOST_LEAD && !right.test(line) && wrong.some((each) => each.test(line.trim())));
}
