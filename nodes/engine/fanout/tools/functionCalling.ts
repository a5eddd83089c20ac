/** Why a model at an address cannot call functions: its server takes no tools, no call came although a tool helped, or it writes its calls as text. */
export type FailedCalling = 'noTools' | 'noCall' | 'callsAsText';

/** What is known of a model at an address: `works` where it has called a tool. */
export type FunctionCalling = 'works' | FailedCalling;

/** The reason in words, for a model or its server, in a run that knows it from before. */
export const failedEarlier: Readonly<Record<FailedCalling, string>> = {
	noTools: 'its server took no tools when they were last tried',
	noCall: 'it called no tool when tools were last tried',
	callsAsText: 'it wrote its calls as text when tools were last tried',
};

/** A server may be restarted while n8n runs, so it is tried again after this time. */
const REMEMBERED_MS = 3_600_000;
const MOST_MODELS = 256;

const known = new Map<string, { readonly since: number; readonly is: FunctionCalling }>();

/** For all runs in this process, for an hour; undefined where nothing is known yet. */
export function functionCallingOf(baseUrl: string, model: string): FunctionCalling | undefined {
	const found = known.get(keyOf(baseUrl, model));
	return found === undefined || performance.now() - found.since > REMEMBERED_MS ? undefined : found.is;
}

/** A call that was made is proof; that none was made is not, so it never takes back that calls work. What passes, such as a server that breaks once, is nothing to remember. Beyond 256 models the first one is forgotten. */
export function rememberFunctionCalling(baseUrl: string, model: string, is: FunctionCalling): void {
	if (is !== 'works' && functionCallingOf(baseUrl, model) === 'works') return;
	known.set(keyOf(baseUrl, model), { since: performance.now(), is });
	const [first] = known.keys();
	if (known.size > MOST_MODELS && first !== undefined) known.delete(first);
}

function keyOf(baseUrl: string, model: string): string {
	return `${baseUrl} ${model}`;
}
