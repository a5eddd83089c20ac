const BYTES_PER_TOKEN = 3;

/**
 * About how many tokens a text takes, without asking its model: a third of its bytes in UTF-8, rounded up.
 *
 * Meant to be too high rather than too low: English has about four bytes to a token, code and Chinese about three. No count of a server's.
 */
export function estimateTokens(text: string): number {
	return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}
