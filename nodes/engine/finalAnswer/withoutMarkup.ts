const tags = /<\/?(?:b|strong|em|i|u|mark|span|p)>/gi;
/** `<<5+3=8>>8`: what a model calculates on the way, with its value told again behind it. */
const calculation = /<<[^<>\n]{1,200}>>(?=\p{Sc}?-?[\d.])/gu;
const doubleUnderline = /(?<![\p{L}\p{N}_])__(?=[^_\s])([^_\n]{1,100})__(?![\p{L}\p{N}_])/gu;
const underline = /(?<![\p{L}\p{N}_\\])_(?=[^_\s])([^_\n]{1,100})_(?![\p{L}\p{N}_])/gu;

/** Drops what only sets off a figure: underlines, HTML's emphasis, and calculations that are told again. */
export function withoutMarkup(text: string): string {
	return text.replace(tags, '').replace(calculation, '').replace(doubleUnderline, '$1').replace(underline, '$1');
}
