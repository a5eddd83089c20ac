/** Whether a text has a word or a number. */
export function saysAnything(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a model put the dots of an example where words belong. */
export function isPlaceholder(value: unknown): boolean {
	if (typeof value === 'string') return /^\s*(?:…|\.{3})\s*$/.test(value);
	return typeof value === 'object' && value !== null && Object.values(value).some(isPlaceholder);
}
