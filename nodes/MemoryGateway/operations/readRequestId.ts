import { checkInput, z } from '../../engine/checkInput';
import { isBlank } from '../../engine/text/isBlank';

/** What callers send is text or a number; undefined where they sent nothing. */
export function readRequestId(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	const text = String(checkInput(z.union([z.string(), z.number()]), value, 'Request ID')).trim();
	return isBlank(text) ? undefined : text;
}
