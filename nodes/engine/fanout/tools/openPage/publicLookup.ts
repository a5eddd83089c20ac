import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './isPublicAddress';
import { notPublic } from './readPageAddress';

/**
 * Looks names up for a connection and gives only addresses that are public: what is checked is what is connected to, whatever the name leads to a moment later.
 *
 * The look-up ends with PageRefusedError where none is public.
 */
export function publicLookup(lookup: LookupFunction): LookupFunction {
	return (hostname, options, done) => {
		lookup(hostname, { ...options, all: true }, (error, found, family) => {
			const refuse = (reason: Error) => done(reason, options.all === true ? [] : '', undefined);
			if (error !== null) return refuse(error);
			const open = toList(found, family).filter(({ address }) => isPublicAddress(address));
			const [first] = open;
			if (first === undefined) return refuse(notPublic({ host: hostname }));
			if (options.all === true) done(null, open);
			else done(null, first.address, first.family);
		});
	};
}

/** All addresses of a name, as promised rather than called back. */
export async function lookUp(lookup: LookupFunction, hostname: string): Promise<readonly LookupAddress[]> {
	const options: LookupOptions = { all: true };
	return await new Promise((resolve, reject) => {
		lookup(hostname, options, (error, found, family) => (error === null ? resolve(toList(found, family)) : reject(error)));
	});
}

function toList(found: string | LookupAddress[], family: number | undefined): LookupAddress[] {
	return Array.isArray(found) ? found : [{ address: found, family: family ?? 4 }];
}
