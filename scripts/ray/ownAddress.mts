import { networkInterfaces } from 'node:os';

/** This machine as others reach it; Ray takes it in place of 127.0.0.1. */
export function ownAddress(): string {
	const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
	return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
