const otherDigit = /(?![0-9])\p{Nd}/gu;
const decimalDigit = /^\p{Nd}$/u;
const valueOf = new Map<string, string>();

/** Decimal digits of all scripts, such as `٣١٢`, `۳۱۲` and `३१२`, as `312`. */
export function plainDigits(text: string): string {
	return text.replace(otherDigit, (digit) => {
		const value = valueOf.get(digit) ?? findValue(digit);
		valueOf.set(digit, value);
		return value;
	});
}

/** Unicode has the ten digits of a script in a row; where several rows touch, each is of ten. */
function findValue(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	let zero = code;
	while (decimalDigit.test(String.fromCodePoint(zero - 1))) zero--;
	return String((code - zero) % 10);
}
