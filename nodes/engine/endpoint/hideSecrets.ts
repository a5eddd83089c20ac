const HIDDEN = '[hidden]';

/** What people type into the field of the key where a server wants none; nothing is gained by hiding it. */
const NO_KEYS =
	/^(?:empty|none|null|no-?key(?:-required)?|not-?needed|dummy|test|local|ollama|lm-?studio|vllm|litellm|llama(?:\.?cpp)?|x+)$/i;
/** A shorter value would be found in any sentence. */
const SHORTEST = 4;
/** From here on a value is hidden within longer words too, not only where it stands alone. */
const LONG = 8;

const NAMED = String.raw`(?:api|access|secret|private|subscription|master|virtual|auth|session|refresh|bearer|client)[-_ ]?(?:key|token|secret)`;

/** What looks like a key or a password, wherever it comes from. All repetitions are bounded or end in what cannot follow them. */
const LOOKS: ReadonlyArray<readonly [RegExp, string]> = [
	// user:password@ in an address
	[/(:\/\/)[^\s/"'<>]{1,300}@/g, `$1${HIDDEN}@`],
	// keys by the prefix of their maker, and signed tokens
	[/\b(?:sk|pk|rk)[-_][\w*.\-…]{4,}/g, HIDDEN],
	[/\b(?:gsk_|xai-|hf_|nvapi-|pplx-|r8_|csk-|fw_|glpat-|github_pat_|gh[opsu]_|tgp_v1_|AIza|ya29\.|AKIA|ASIA|eyJ)[\w*.\-…]{8,}/g, HIDDEN],
	[
		/\b(bearer\s{1,4})(?!token|auth|authentication|authorization|key|scheme|header|realm|error|prefix|credential)[\w+/=.~*:\-…]{4,}/gi,
		`$1${HIDDEN}`,
	],
	[/\b(basic\s{1,4})(?=[a-z+/]{0,300}[\d=])[\w+/=]{8,}/gi, `$1${HIDDEN}`],
	// name = value, in words, addresses and JSON
	[
		new RegExp(
			String.raw`\b(${NAMED}(?: provided| passed| given| received)?["'\`]?\s{0,2}[:=]\s{0,2}["'\`]?)(?!\[hidden)[^\s"'\`&,;)}\]<>]{3,}`,
			'gi',
		),
		`$1${HIDDEN}`,
	],
	[/\b((?:password|passwd|pwd|secret)["'`]?\s{0,2}[:=]\s{0,2}["'`]?)(?!\[hidden)[^\s"'`&,;)}\]<>]{3,}/gi, `$1${HIDDEN}`],
	[/((?:^|[\s?&({"'`])(?:key|token|sig|signature|x-amz-\w{1,30})=)(?!\[hidden)[^\s"'`&,;)}\]<>]{3,}/gi, `$1${HIDDEN}`],
	// hashes of keys, as LiteLLM tells them
	[/\b[0-9a-f]{48,}\b/gi, HIDDEN],
];

/**
 * Takes keys and passwords out of a text: the given ones, however they are written, and whatever looks like one.
 *
 * A given value that is a common word of the trade, such as `ollama`, stays: it opens nothing.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	let hidden = text;
	for (const secret of secrets) for (const form of formsOf(secret)) hidden = hideOne(hidden, form);
	for (const secret of secrets) hidden = hideBeginning(hidden, secret);
	for (const [pattern, replacement] of LOOKS) hidden = hidden.replace(pattern, replacement);
	return hidden;
}

/** What must not be told of an endpoint: its key, the values of headers of its own, and what its query calls a key. */
export function secretsOf({
	apiKey,
	headers = {},
	query = '',
}: {
	readonly apiKey?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: string;
}): readonly string[] {
	const inQuery = [...new URLSearchParams(query)].filter(([name]) => /key|token|secret|sig|auth|pass/i.test(name));
	const values = [
		apiKey ?? '',
		...Object.values(headers).flatMap((value) => [value, ...withoutScheme(value)]),
		...inQuery.map(([, value]) => value),
	];
	return [...new Set(values.map((value) => value.trim()))]
		.filter((value) => value.length >= SHORTEST && !NO_KEYS.test(value))
		.sort((one, other) => other.length - one.length);
}

/** `Bearer x` holds x; `Basic x` holds x, and the password in it. */
function withoutScheme(value: string): string[] {
	const [, scheme = '', credential = ''] = /^(bearer|basic|token|api-?key)\s+(\S+)$/i.exec(value.trim()) ?? [];
	if (scheme.toLowerCase() !== 'basic') return [credential];
	const decoded = Buffer.from(credential, 'base64').toString('utf8');
	return [credential, decoded, decoded.slice(decoded.indexOf(':') + 1)];
}

function formsOf(secret: string): Set<string> {
	const packed = secret.length < LONG ? [] : [Buffer.from(secret).toString('base64')];
	return new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...packed]);
}

/** Servers that repeat a key often cut it: its first letters, and then dots or stars. */
function hideBeginning(text: string, secret: string): string {
	const start = secret.slice(0, LONG);
	if (secret.length < 2 * LONG) return text;
	const [first = '', ...rest] = text.split(start);
	return rest.reduce((before, part) => {
		const isCut = /^[\w+/=-]{0,200}(?:\.{2,9}|…|\*{1,99})/.exec(part);
		return isCut === null ? before + start + part : before + HIDDEN + part.slice(isCut[0].length);
	}, first);
}

function hideOne(text: string, secret: string): string {
	if (secret.length >= LONG) return text.replaceAll(secret, HIDDEN);
	const parts = text.split(secret);
	return parts.reduce((before, after) => {
		const standsAlone = !/\w$/.test(before.slice(-1)) && !/^\w/.test(after);
		return before + (standsAlone ? HIDDEN : secret) + after;
	});
}
