import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../nodes/engine/memory/memoryFile';

const inside = join('.n8n', 'shadow-clones', 'memory.sqlite');

describe('memoryFile', () => {
	it('is in the folder that n8n is told to use, else in the home folder', () => {
		expect(memoryFile('', { N8N_USER_FOLDER: '/data', HOME: '/home/anna', USERPROFILE: '/home/anna' })).toBe(resolve('/data', inside));
		expect(memoryFile(' ', { HOME: '/home/anna', USERPROFILE: '/home/anna' })).toBe(resolve('/home/anna', inside));
	});

	it('is the file that was named', () => {
		expect(memoryFile(' /data/mine.sqlite ', {})).toBe(resolve('/data/mine.sqlite'));
	});
});
