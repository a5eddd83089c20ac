import { childrenOf, type Edit, type ParsedNode } from './edits';

/** The `catch` of a `try` in the tests. */
export interface Handler {
	readonly id: number;
	readonly body: ParsedNode;
	/** What it catches is no failure, unless it throws in turn. One that does nothing or only prints leaves it a failure: nothing else would tell of it. */
	readonly keeps: boolean;
}

const finds = (node: ParsedNode, type: RegExp): boolean =>
	type.test(node.type) || [...childrenOf(node)].some(([, child]) => finds(child, type));

/** Tells what the handlers of tests do with what they catch. */
export class HandlerReader {
	private count = 0;
	private readonly program: ParsedNode;
	private readonly nonce: string;
	private asked: ReadonlySet<string> | undefined;

	constructor(program: ParsedNode, nonce: string) {
		this.program = program;
		this.nonce = nonce;
	}

	read(statement: ParsedNode): Handler | undefined {
		const clause = statement.handler as ParsedNode | null;
		if (clause === null) return undefined;
		const body = clause.body as ParsedNode;
		const statements = body.body as ParsedNode[];
		return { id: this.count++, body, keeps: !statements.every((one) => this.isReport(one)) };
	}

	/** What stands around the body of a handler that keeps, so that what it throws is seen. */
	around({ id, body, keeps }: Handler, outer: Handler | undefined): readonly Edit[] {
		if (!keeps) return [];
		const { nonce } = this;
		const next = outer?.keeps === true ? outer.id : -1;
		const before = ` const open_${nonce} = seen_${nonce}.enter(${id}); try {`;
		const after = `\n} catch (again_${nonce}) { seen_${nonce}.goOn(open_${nonce}, ${next}, fail_${nonce}); throw again_${nonce}; } finally { seen_${nonce}.leave(open_${nonce}); } `;
		const [start, end] = [body.start + 1, body.end - 1];
		return [
			{ start, end: start, text: before },
			{ start: end, end, text: after },
		];
	}

	/** Prints, sets an exit code, or changes what the tests never ask for again, such as a count that is printed at the end. */
	private isReport(statement: ParsedNode): boolean {
		if (statement.type === 'EmptyStatement') return true;
		if (statement.type === 'ReturnStatement') return statement.argument === null;
		if (statement.type === 'IfStatement' || statement.type === 'BlockStatement')
			return (
				!finds(statement, /^(?:Throw|Continue|Break|Return)Statement$/) && this.branchesOf(statement).every((one) => this.isReport(one))
			);
		if (statement.type === 'VariableDeclaration') return statement.kind !== 'var';
		if (statement.type !== 'ExpressionStatement') return false;
		const expression = statement.expression as ParsedNode;
		if (isPrint(expression) || this.isExit(expression)) return true;
		const changed = changedName(expression);
		this.asked ??= namesAskedFor(this.program);
		return changed !== undefined && !this.asked.has(changed);
	}

	private branchesOf(statement: ParsedNode): readonly ParsedNode[] {
		const inner = statement.type === 'BlockStatement' ? statement.body : [statement.consequent, statement.alternate];
		return (inner as (ParsedNode | null)[]).filter((one) => one !== null);
	}

	/** As `process.exit` and `process.exitCode` are written by then. */
	private isExit(expression: ParsedNode): boolean {
		const target = (expression.callee ?? expression.left) as ParsedNode | undefined;
		return target?.type === 'Identifier' && [`exit_${this.nonce}`, `exitCode_${this.nonce}`].includes(target.name as string);
	}
}

function isPrint(expression: ParsedNode): boolean {
	const callee = expression.type === 'CallExpression' ? (expression.callee as ParsedNode) : undefined;
	return (
		callee?.type === 'MemberExpression' &&
		(callee.object as ParsedNode).name === 'console' &&
		(callee.property as ParsedNode).name !== 'assert'
	);
}

/** The variable that `failed++`, `threw = true` and `errors.push(error)` change. */
function changedName(expression: ParsedNode): string | undefined {
	if (expression.type === 'UpdateExpression') return nameOf(expression.argument);
	if (expression.type === 'AssignmentExpression') return nameOf(expression.left);
	const callee = expression.type === 'CallExpression' ? (expression.callee as ParsedNode) : undefined;
	if (callee?.type !== 'MemberExpression') return undefined;
	return (callee.property as ParsedNode).name === 'push' ? nameOf(callee.object) : undefined;
}

function nameOf(node: unknown): string | undefined {
	const { type, name } = node as ParsedNode;
	return type === 'Identifier' ? (name as string) : undefined;
}

/** The variables that tests read for more than printing them. */
function namesAskedFor(program: ParsedNode): ReadonlySet<string> {
	const names = new Set<string>();
	const visit = (node: ParsedNode, skipped?: unknown): void => {
		if (node.type === 'Identifier') names.add(node.name as string);
		if (node.type === 'ExpressionStatement') {
			const expression = node.expression as ParsedNode;
			if (isPrint(expression)) return;
			const changed = changedName(expression);
			if (changed !== undefined) return visit(expression, expression.argument ?? expression.left ?? expression.callee);
		}
		for (const [key, child] of childrenOf(node)) {
			const isName = (key === 'property' || key === 'key') && node.computed === false && node.shorthand !== true;
			if (child !== skipped && !isName && !(node.type === 'VariableDeclarator' && key === 'id')) visit(child);
		}
	};
	visit(program);
	return names;
}
