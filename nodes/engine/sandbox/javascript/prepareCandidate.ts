import { parse } from 'acorn';
import { applyEdits, exportedName, importAsRequire, type Edit, type ParsedNode } from './edits';
import { loneExport, nameExports } from './nameExports';
import { parseOptions } from './prepareTests';
import { rewriteImports } from './rewriteImports';
import { tolerateDemo } from './tolerateDemo';

export interface PreparedCandidate {
	/** A script; where it waits at its top level, an expression that gives a promise of what it declared. */
	readonly source: string;
	readonly waits: boolean;
	/** An expression that gives what the script declared, by name. */
	readonly declared: string;
}

/**
 * Makes a script of a candidate, so that what it declares is seen by the tests: modules lose their `import` and `export`.
 *
 * `wanted` is the name by which the tests call it: a lone export under another name, or under none, goes by it.
 *
 * @throws SyntaxError as acorn words it, with `loc`.
 */
export function prepareCandidate(written: string, wanted?: string): PreparedCandidate {
	const code = rewriteImports(written, parseOptions);
	const program = parse(code, parseOptions) as unknown as ParsedNode;
	const edits: Edit[] = [...tolerateDemo(program)];
	const names: string[] = [];
	let tail = '';
	for (const statement of program.body as ParsedNode[]) {
		const change = asScript(statement, code);
		if (change.edit) edits.push(change.edit);
		tail += change.tail ?? '';
		names.push(...declaredNames((statement.declaration as ParsedNode | null | undefined) ?? statement));
	}
	for (const [name, value] of nameExports(program, new Set(names))) {
		tail += `var ${name} = ${value};`;
		names.push(name);
	}
	const lone = wanted === undefined || names.includes(wanted) ? undefined : loneExport(program);
	if (wanted !== undefined && lone !== undefined) {
		tail += `var ${wanted} = ${lone};`;
		names.push(wanted);
	}
	const script = applyEdits(code, edits).replace(/^#!/, '//') + (tail === '' ? '' : `\n;${tail}`);
	const waits = waitsAtTopLevel(program);
	const declared = `({ ${[...new Set(names)].map((name) => `${JSON.stringify(name)}: ${name}`).join(', ')} })`.replaceAll(
		'"__proto__"',
		'["__proto__"]',
	);
	return { source: waits ? `(async () => {\n${script}\n;return ${declared};\n})()` : script, waits, declared };
}

interface Change {
	readonly edit?: Edit;
	readonly tail?: string;
}

function asScript(statement: ParsedNode, code: string): Change {
	const { start, end } = statement;
	if (statement.type === 'ImportDeclaration') return { edit: { start, end, text: importAsRequire(statement) } };
	if (statement.type === 'ExportAllDeclaration')
		return { edit: { start, end, text: `require(${JSON.stringify((statement.source as ParsedNode).value)});` } };
	const declaration = statement.declaration as ParsedNode | null | undefined;
	if (statement.type === 'ExportNamedDeclaration') {
		if (declaration)
			return { edit: { start, end: declaration.start, text: '' }, tail: exportAll(declaredNames(declaration).map((name) => [name, name])) };
		const pairs = (statement.specifiers as ParsedNode[]).map(
			(one) => [exportedName(one.exported as ParsedNode), (one.local as ParsedNode).name as string] as const,
		);
		return {
			edit: { start, end, text: statement.source ? `require(${JSON.stringify((statement.source as ParsedNode).value)});` : '' },
			tail: exportAll(pairs),
		};
	}
	if (statement.type !== 'ExportDefaultDeclaration' || !declaration) return {};
	const name = (declaration.id as ParsedNode | null | undefined)?.name as string | undefined;
	if (name !== undefined && /Declaration$/.test(declaration.type)) {
		return { edit: { start, end: declaration.start, text: '' }, tail: exportAll([['default', name]]) };
	}
	return { edit: { start, end, text: `exports.default = (${code.slice(declaration.start, declaration.end)}\n);` } };
}

function exportAll(pairs: ReadonlyArray<readonly [exported: string, local: string]>): string {
	return pairs
		.map(([exported, local]) => `exports[${exported.startsWith('"') ? exported : JSON.stringify(exported)}] = ${local};`)
		.join('');
}

function declaredNames(statement: ParsedNode): string[] {
	if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
		return statement.id ? [(statement.id as ParsedNode).name as string] : [];
	}
	if (statement.type !== 'VariableDeclaration') return [];
	return (statement.declarations as ParsedNode[]).flatMap((one) => namesIn(one.id as ParsedNode));
}

function namesIn(pattern: ParsedNode | null): string[] {
	if (!pattern) return [];
	if (pattern.type === 'Identifier') return [pattern.name as string];
	if (pattern.type === 'AssignmentPattern') return namesIn(pattern.left as ParsedNode);
	if (pattern.type === 'RestElement') return namesIn(pattern.argument as ParsedNode);
	if (pattern.type === 'ArrayPattern') return (pattern.elements as Array<ParsedNode | null>).flatMap(namesIn);
	return (pattern.properties as ParsedNode[]).flatMap((one) => namesIn(one.type === 'RestElement' ? one : (one.value as ParsedNode)));
}

function waitsAtTopLevel(node: unknown): boolean {
	if (Array.isArray(node)) return node.some(waitsAtTopLevel);
	if (typeof node !== 'object' || node === null) return false;
	const { type } = node as ParsedNode;
	if (typeof type === 'string' && /Function|^MethodDefinition$|^PropertyDefinition$|^StaticBlock$/.test(type)) return false;
	if (type === 'AwaitExpression' || (type === 'ForOfStatement' && (node as ParsedNode).await === true)) return true;
	return Object.values(node).some(waitsAtTopLevel);
}
