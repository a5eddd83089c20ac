/** Fields that say where a record comes from, the surest first. */
const addressKeys = 'url link href address uri permalink web_url page_url source_url source_link source canonical_url canonical loc'.split(
	' ',
);
/** What a record may say of itself one level deeper, as documents of LangChain do. */
const aboutKeys = ['metadata', 'meta', 'document', 'page'];
const wholeAddress = /^https?:\/\/[^\s"'<>)\]}]+$/i;

/** A text that is one address of the web and nothing else. */
export function asAddress(value: unknown): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	return wholeAddress.test(text) ? text : undefined;
}

/** The address that a record gives for itself, in a field of its own: what its texts mention is none. */
export function ownAddress(record: object): string | undefined {
	const fields = new Map(Object.entries(record).map(([key, value]) => [keyOf(key), value as unknown]));
	const own = addressKeys.map((key) => asAddress(fields.get(key))).find((address) => address !== undefined);
	if (own !== undefined) return own;
	const about = aboutKeys
		.map((key) => fields.get(key))
		.find((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
	if (about === undefined) return undefined;
	const told = new Map(Object.entries(about as object).map(([key, value]) => [keyOf(key), value as unknown]));
	return addressKeys.map((key) => asAddress(told.get(key))).find((address) => address !== undefined);
}

export function isAddressKey(key: string): boolean {
	return addressKeys.includes(keyOf(key));
}

/** `pageUrl`, `page-url` and `Page URL` are one. */
function keyOf(key: string): string {
	return key
		.trim()
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.replace(/[\s-]+/g, '_')
		.toLowerCase();
}
