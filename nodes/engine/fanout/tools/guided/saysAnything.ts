const nothing =
	/^\W*(?:(?:nothing|none|no|null|n\/a|nichts|kein|keine|nada|ninguno|ninguna|rien|aucun|aucune|niente|nessuno|nenhum|ничего|нет)(?!\p{L})|无|無|没有|なし|없음)/iu;

/** Whether a text has a word or a number. */
export function saysAnything(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a text says in one of the usual words that there is nothing. */
export function saysNothing(text: string): boolean {
	return !saysAnything(text) || nothing.test(text);
}

/** Whether a model put the dots of an example where words belong. */
export function isPlaceholder(value: unknown): boolean {
	if (typeof value === 'string') return /^\s*(?:…|\.{3})\s*$/.test(value);
	return typeof value === 'object' && value !== null && Object.values(value).some(isPlaceholder);
}
