/** HAProxy stands before several model servers, and before one that workers on other machines could not reach. */
export function needsHaproxy(servers: readonly string[], address: string | undefined): boolean {
	const [only, ...others] = servers;
	const isOutOfReach = only !== undefined && address !== undefined && /^(localhost|127\.|\[::1\])/.test(new URL(only).hostname);
	return others.length > 0 || isOutOfReach;
}
