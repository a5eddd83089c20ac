import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
	gzip: createGunzip,
	'x-gzip': createGunzip,
	deflate: createInflate,
	br: createBrotliDecompress,
	zstd: createZstdDecompress,
};

/** The body of an answer as it was before it was packed; gateways pack even where nobody asked for it. An encoding that is not known stays as it is. */
export function decodeBody(body: Readable, encoding: unknown): Readable {
	const names = String(encoding ?? '')
		.toLowerCase()
		.split(',')
		.map((name) => name.trim());
	return names.reduceRight<Readable>((packed, name) => {
		const open = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
		// What goes wrong on the way is thrown where the result is read.
		return open === undefined ? packed : (pipeline(packed, open(), () => {}) as unknown as Readable);
	}, body);
}
