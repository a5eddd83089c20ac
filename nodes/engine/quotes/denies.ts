const negation =
	/(?<![\p{L}\p{N}])(?:not|no|never|nor|none|neither|without|hardly|cannot|\p{L}+n't|nicht|kein\p{L}*|nie|niemals|ohne|ne|pas|jamais|sans|nunca|sin|non|mai|senza)(?![\p{L}\p{N}])/iu;

/** Whether a text has a word of denial in it, in one of five languages. */
export function denies(text: string): boolean {
	return negation.test(text);
}
