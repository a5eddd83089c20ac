import * as nodeModule from 'node:module';

/** TypeScript that cannot be read; `loc` as acorn has it: lines from 1, columns from 0. */
export class TypeScriptSyntaxError extends Error {
	override readonly name = 'SyntaxError';
	readonly loc: { readonly line: number; readonly column: number } | undefined;

	constructor(message: string, loc: { readonly line: number; readonly column: number } | undefined) {
		super(message);
		this.loc = loc;
	}
}

/** The parser broke on the source, and is of no use to this thread any more. */
export class ParserLostError extends Error {
	override readonly name = 'ParserLostError';
}

/** This Node is too old to take types out of TypeScript. */
export class NoTypeScriptError extends Error {
	override readonly name = 'NoTypeScriptError';
}

/**
 * Takes the types out of TypeScript; enums, namespaces and parameter properties become JavaScript.
 *
 * Types are not checked. Node says on standard error that the function is experimental: that is kept quiet.
 *
 * @throws TypeScriptSyntaxError when the source cannot be read.
 * @throws ParserLostError when reading it broke the parser: this thread must end then.
 */
export function stripTypes(source: string): string {
	const strip = (nodeModule as Partial<typeof nodeModule>).stripTypeScriptTypes;
	if (!strip) throw new NoTypeScriptError(`Node ${process.versions.node} cannot take the types out of TypeScript`);
	const emitWarning = process.emitWarning;
	process.emitWarning = () => {};
	try {
		return strip(source, { mode: 'transform' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_INTERNAL_ASSERTION') throw new ParserLostError('The parser of TypeScript broke');
		const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
		const reason = message.split('\n').find((line) => line.trim() !== '') ?? 'it cannot be read';
		throw new TypeScriptSyntaxError(reason.trim().slice(0, 300), placeIn(stack));
	} finally {
		process.emitWarning = emitWarning;
	}
}

/** The stack starts with `:line`, some lines of the source, and a caret below the place. */
function placeIn(stack: string): TypeScriptSyntaxError['loc'] {
	const [, line, before] = /^[^\n]*:(\d+)\n(?:[^\n]*\n)+?([ \t]*)\^/.exec(stack) ?? [];
	return line === undefined || before === undefined ? undefined : { line: Number(line), column: before.length };
}
