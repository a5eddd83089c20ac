/** A call as a model wrote it into its text: arguments are an object. */
export interface WrittenCall {
	readonly name: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** The words of those arguments that stood between tags, which do not tell a number from a text. */
	readonly asWritten?: Readonly<Record<string, string>>;
}

/** Reads all calls in what stands between the marks of a family; undefined where it holds none that can be read. */
export type ReadCalls = (text: string) => readonly WrittenCall[] | undefined;

/** Names as models write them: `functions.weather:0` and `weather.call` are the tool weather. */
export function plainName(written: string): string {
	return written
		.trim()
		.replace(/^(?:functions?|tools?|call|default_api)[.:](?=.)/, '')
		.replace(/(?::\d{1,4}|\.call)$/, '');
}

export const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value.trim());
