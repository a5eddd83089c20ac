/** Characters that show nothing, or turn the direction of what is around them; a reader, and a filter, must see that they were there. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Writes out what cannot be seen, as `[U+200B]`. */
export function showInvisible(text: string): string {
	return text.replace(invisible, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
