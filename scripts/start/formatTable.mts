export type Alignment = 'left' | 'right';

/** Lines of a plain table: columns as wide as their widest cell, two spaces between. The first row is the heading. */
export function formatTable(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
	const line = (row: readonly string[]) =>
		widths
			.map((width, column) => (alignments[column] === 'right' ? (row[column] ?? '').padStart(width) : (row[column] ?? '').padEnd(width)))
			.join('  ')
			.trimEnd();
	const [heading = [], ...body] = rows;
	return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)];
}
