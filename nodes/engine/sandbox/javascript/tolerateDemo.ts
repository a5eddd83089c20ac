import { childrenOf, type Edit, type ParsedNode } from './edits';

const demoStatements = /^(?:If|For|ForOf|ForIn|While|DoWhile|Try|Switch|Labeled|Block)Statement$/;
/** What gives a value without running anything of the candidate's. */
const harmless =
	/^(?:Literal|TemplateLiteral|Identifier|(?:Arrow)?FunctionExpression|FunctionExpression|ClassExpression|ArrayExpression|ObjectExpression|UnaryExpression)$/;

/**
 * Keeps what a candidate tries out by itself from ending it: its own assertions, calls that show how it works, questions to a terminal that is not there. What it defines is what counts.
 *
 * A candidate that defines no function stays as it is, and so does what it throws by hand.
 */
export function tolerateDemo(program: ParsedNode): readonly Edit[] {
	const statements = program.body as ParsedNode[];
	if (!statements.some(definesFunction)) return [];
	return statements.flatMap((statement) => {
		if (isDemo(statement)) return around(statement, 'try { ', ' } catch {}');
		return statement.type === 'VariableDeclaration' ? (statement.declarations as ParsedNode[]).flatMap(tolerateInit) : [];
	});
}

function definesFunction(statement: ParsedNode): boolean {
	if (/^(?:Function|Class)Declaration$/.test(statement.type)) return true;
	const declared = (statement.declaration as ParsedNode | null | undefined) ?? statement;
	if (/Function|Class/.test(declared.type)) return true;
	const inits =
		declared.type === 'VariableDeclaration' ? (declared.declarations as ParsedNode[]).map(({ init }) => init as ParsedNode | null) : [];
	const assigned =
		statement.type === 'ExpressionStatement' ? ((statement.expression as ParsedNode).right as ParsedNode | undefined) : undefined;
	return [...inits, assigned].some((one) => one != null && /Function|Class/.test(one.type));
}

function isDemo(statement: ParsedNode): boolean {
	if (demoStatements.test(statement.type)) return !declaresFunction(statement);
	const expression = statement.type === 'ExpressionStatement' ? (statement.expression as ParsedNode) : undefined;
	return (
		expression !== undefined &&
		/^(?:Assignment|Call|Await|New|Chain|Logical|Conditional|TaggedTemplate|Member|Sequence)Expression$/.test(expression.type)
	);
}

/** A function that is declared in a block is one of the whole script there, and would be lost. */
function declaresFunction(node: ParsedNode): boolean {
	if (node.type === 'FunctionDeclaration') return true;
	if (/Function|Class/.test(node.type)) return false;
	for (const [, child] of childrenOf(node)) if (declaresFunction(child)) return true;
	return false;
}

/** `const shown = total(null);` leaves its name without a value where it throws. */
function tolerateInit(declarator: ParsedNode): readonly Edit[] {
	const init = declarator.init as ParsedNode | null;
	if (init === null || (declarator.id as ParsedNode).type !== 'Identifier' || harmless.test(init.type)) return [];
	return waits(init)
		? around(init, 'await (async () => { try { return (', '\n); } catch {} })()')
		: around(init, '(() => { try { return (', '\n); } catch {} })()');
}

function waits(node: ParsedNode): boolean {
	if (node.type === 'AwaitExpression') return true;
	if (/Function/.test(node.type)) return false;
	for (const [, child] of childrenOf(node)) if (waits(child)) return true;
	return false;
}

function around({ start, end }: ParsedNode, before: string, after: string): readonly Edit[] {
	return [
		{ start, end: start, text: before },
		{ start: end, end, text: after },
	];
}
