import { childrenOf, type ParsedNode } from './edits';

/** How a test or group is marked: to be left out, to run alone, or by what is known only when it runs. */
export type TestMode = 'plain' | 'skipped' | 'only' | 'maybe';

const testNames = /^(?:[xf]?(?:it|test)|specify)$/;
const groupNames = /^(?:[xf]?describe|suite|context)$/;

/** The mark of a call such as `test.skip('adds', …)`; undefined where it is no test and no group. */
export function modeOf(node: ParsedNode): { readonly mode: TestMode; readonly isGroup: boolean } | undefined {
	if (node.type !== 'CallExpression' || !(node.arguments as ParsedNode[]).some((one) => /Function/.test(one.type))) return undefined;
	const [root = '', ...marks] = pathOf(node.callee as ParsedNode);
	const isGroup = groupNames.test(root);
	if (!isGroup && !testNames.test(root)) return undefined;
	const options = (node.arguments as ParsedNode[]).find(({ type }) => type === 'ObjectExpression');
	const asked = ((options?.properties ?? []) as ParsedNode[]).map((one) => String((one.key as ParsedNode | undefined)?.name));
	const all = [...marks, ...asked];
	if (/^x/.test(root) || all.some((mark) => /^(?:skip|todo|fails|failing)$/.test(mark))) return { mode: 'skipped', isGroup };
	if (/^f/.test(root) || all.includes('only')) return { mode: 'only', isGroup };
	return { mode: all.some((mark) => /^(?:skipIf|runIf)$/.test(mark)) ? 'maybe' : 'plain', isGroup };
}

/** Whether some test is marked as the only one to run. */
export function hasOnly(node: ParsedNode): boolean {
	if (modeOf(node)?.mode === 'only') return true;
	for (const [, child] of childrenOf(node)) if (hasOnly(child)) return true;
	return false;
}

/** `test.only.each(rows)` as its names. */
function pathOf(callee: ParsedNode): string[] {
	if (callee.type === 'Identifier') return [callee.name as string];
	if (callee.type === 'MemberExpression') return [...pathOf(callee.object as ParsedNode), String((callee.property as ParsedNode).name)];
	if (callee.type === 'CallExpression') return pathOf(callee.callee as ParsedNode);
	return callee.type === 'TaggedTemplateExpression' ? pathOf(callee.tag as ParsedNode) : [];
}
