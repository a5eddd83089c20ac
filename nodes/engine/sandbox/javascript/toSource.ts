/** Writes a value as a JavaScript expression that makes it again. Unlike JSON it keeps NaN, the infinities, -0 and undefined. */
export function toSource(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
	if (typeof value === 'bigint') return `${value}n`;
	if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([name, member]) => `[${JSON.stringify(name)}]: ${toSource(member)}`);
		return `({ ${entries.join(', ')} })`;
	}
	return value === null || typeof value === 'boolean' ? String(value) : 'undefined';
}
