import { describe, expect, it } from 'vitest';
import { looksThingsUp } from '../../../../../nodes/engine/fanout/tools/guided/looksThingsUp';
import { toolOf } from '../../../../support/toolOf';

const tool = (name: string, description: string) => ({ ...toolOf(name, async () => ''), description });

describe('looksThingsUp', () => {
	it.each([
		['search', 'Gives passages'],
		['look_up', ''],
		['wikipedia', 'An encyclopedia'],
		['Company_notes', 'Finds notes by words'],
		['postcode', 'Search for places by their postcode'],
		['notizen', 'Sucht in Notizen'],
	])('is so for %s: %s', (name, description) => {
		expect(looksThingsUp(tool(name, description))).toBe(true);
	});

	it.each([
		['Send_Email', 'Sends what was found'],
		['saveNote', 'Saves a note for later questions'],
		['Execute_SQL', 'Queries the database'],
		['Outlook', 'Mail as such'],
		['calculator', 'Calculates'],
	])('is not so for %s: %s', (name, description) => {
		expect(looksThingsUp(tool(name, description))).toBe(false);
	});
});
