import { existsSync } from 'node:fs';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium on this machine: the one that CHROMIUM_PATH names, or the first in the usual places. */
export function findChromium(): string | undefined {
	const named = process.env['CHROMIUM_PATH'];
	return (named ? [named] : usualPlaces).find((place) => existsSync(place));
}
