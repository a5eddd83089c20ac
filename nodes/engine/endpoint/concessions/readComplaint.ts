/** What a server says about a request that it refuses, taken out of whatever it wrapped around that. */
export interface Complaint {
	/** Fields that it points at, with what it says of each. */
	readonly named: readonly NamedField[];
	readonly sentences: readonly string[];
}

export interface NamedField {
	/** From the body down, such as `tools`, `0`, `function`, `strict`. */
	readonly path: readonly string[];
	readonly words: string;
	/** The name of the error, where it has one. */
	readonly kind: string;
}

/** Where servers put sentences. What they repeat of the request (`input`) is none. */
const SAYING = new Set([
	'message',
	'msg',
	'error',
	'errors',
	'detail',
	'details',
	'description',
	'status_msg',
	'reason',
	'raw',
	'title',
	'error_message',
]);
const DEEPEST = 8;
const MOST_PARTS = 200;
/** Of one sentence and of one field's path; what is longer repeats the request. */
const LONGEST = 4_000;
/** pydantic's list of errors, printed as Python and put into a sentence, as older vLLM does. */
const PRINTED_LOCATION = /'loc': \('body', (?:'[\w-]{1,40}\[[^']{1,80}', )?'([\w-]{1,80})'/g;

/** Reads OpenAI's `param`, pydantic's `loc`, the `additionalProperty` of JSON Schema checks, and sentences at any depth, JSON within texts included. A web page says nothing. */
export function readComplaint(body: string): Complaint {
	const named: NamedField[] = [];
	const sentences: string[] = [];
	const collect = (value: unknown, key: string, depth: number): void => {
		if (depth > DEEPEST || named.length + sentences.length > MOST_PARTS) return;
		if (typeof value === 'string') {
			const inner = parseObject(value);
			if (inner !== undefined) collect(inner, key, depth + 1);
			else if (SAYING.has(key)) sentences.push(value.slice(0, LONGEST));
		} else if (Array.isArray(value)) {
			for (const each of value) collect(each, key, depth + 1);
		} else if (typeof value === 'object' && value !== null) {
			const field = readNamed(value as Record<string, unknown>);
			if (field !== undefined) named.push(field);
			for (const [name, each] of Object.entries(value)) if (name !== 'input' && name !== 'ctx') collect(each, name, depth + 1);
		}
	};
	if (!/^\s*</.test(body)) collect(body, 'message', 0);
	return { named: [...named, ...sentences.flatMap(readPrinted)], sentences };
}

function readNamed({ loc, param, field, additionalProperty, msg, message, type, code }: Record<string, unknown>): NamedField | undefined {
	if (typeof additionalProperty === 'string') return { path: [additionalProperty], words: 'Additional property', kind: 'forbidden' };
	const place = Array.isArray(loc) ? loc.map(String) : [param, field].find((each) => typeof each === 'string' && each !== '');
	if (place === undefined) return undefined;
	// Between the body and the field pydantic names the functions that wrap its check.
	const path =
		typeof place === 'string'
			? place.slice(0, LONGEST).split(/[.[\]/#]/)
			: (place as readonly string[]).filter((step) => !/[[(]/.test(step));
	const steps = path.filter((step) => step !== '');
	return {
		path: steps[0] === 'body' ? steps.slice(1) : steps,
		words: [msg, message].find((words) => typeof words === 'string')?.slice(0, LONGEST) ?? '',
		kind: [type, code].filter((each) => typeof each === 'string').join(' '),
	};
}

function readPrinted(sentence: string): readonly NamedField[] {
	return [...sentence.matchAll(PRINTED_LOCATION)].map(([, name = '']) => ({ path: [name], words: sentence, kind: sentence }));
}

function parseObject(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
