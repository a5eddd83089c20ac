import type { Editor } from './openEditor.mts';

export interface Column {
	readonly name: string;
	/** Whether the whole column can be read without scrolling to the side. */
	readonly isInSight: boolean;
}

/** The columns of the open panel's output, as a table. */
export async function readColumns({ part, click }: Editor): Promise<readonly Column[]> {
	const panel = part('output-panel');
	await click(panel.locator('[data-test-id="radio-button-table"]'));
	const heads = panel.locator('table th');
	await heads.first().waitFor();
	const box = await panel.boundingBox();
	const columns: Column[] = [];
	for (const head of await heads.all()) {
		const name = (await head.innerText()).trim();
		const place = await head.boundingBox();
		if (name === '' || box === null || place === null) continue;
		columns.push({ name, isInSight: place.x >= box.x && place.x + place.width <= box.x + box.width });
	}
	return columns;
}

/** What the first row of the output table says in this column. */
export async function readFirst({ part }: Editor, column: number): Promise<string> {
	return (await part('output-panel').locator('table tbody tr').first().locator('td').nth(column).innerText()).trim();
}
