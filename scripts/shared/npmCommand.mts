/** How to call npm from here: the one that runs this script if there is one, else the one on the path. */
export function npmCommand(): { command: string; args: string[] } {
	const running = process.env['npm_execpath'];
	if (running && /npm-cli\.[cm]?js$/.test(running)) return { command: process.execPath, args: [running] };
	return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}
