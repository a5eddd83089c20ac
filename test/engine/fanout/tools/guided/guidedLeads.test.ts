import { describe, expect, it } from 'vitest';
import { LookUps } from '../../../../../nodes/engine/fanout/rounds/lookUps';
import { GuidedLeads } from '../../../../../nodes/engine/fanout/tools/guided/guidedLeads';

const tools = [{ name: 'search' }];
const task = 'Which county borders the county of Johnnycake, in the state of Helen Holt?';
const passage = (title: string) => `${title} has one river. It was long ruled by G. ${title} and by Mary ${title}.`;

/** As a clone does that is led and led again. */
function lead(leads: GuidedLeads, lookUps: LookUps, text: (asked: string) => string): string | undefined {
	const asked = leads.question(leads.list([]));
	if (asked === undefined) return undefined;
	const lookUp = lookUps.begin(1, 'search', JSON.stringify({ query: asked }));
	leads.keep(lookUp, { id: 'S1', tool: 'search', asked, text: text(asked) });
	return asked;
}

describe('GuidedLeads', () => {
	it('asks for no name of the question by itself whose own entry it has read', () => {
		const lookUps = new LookUps();
		const leads = new GuidedLeads({ task, tools, lookUps });
		leads.keep(lookUps.begin(1, 'search', 'a'), { id: 'S1', tool: 'search', asked: '', text: 'Johnnycake is a town. Nobody lives there.' });
		expect(lead(leads, lookUps, passage)).toBe('Helen Holt');
	});

	it('asks for a lead with two words that the question lacks, for the next with four, and for the fifth time with these words alone', () => {
		const lookUps = new LookUps();
		const leads = new GuidedLeads({ task: 'Which county with a mill borders the valley of the old inn?', tools, lookUps });
		const text =
			'The county has an inn, ruled by Arden. The inn of Borwick is old. A county is Cranmere. Nobody knew Dunmore. There is Elgin.';
		leads.keep(lookUps.begin(1, 'search', 'a'), { id: 'S1', tool: 'search', asked: '', text });
		expect(Array.from({ length: 6 }, () => lead(leads, lookUps, () => 'Nothing.'))).toEqual([
			'Borwick mill borders',
			'Arden mill borders valley old',
			'Cranmere mill borders',
			'Dunmore mill borders valley old',
			'mill borders valley old',
			'Elgin mill borders valley old',
		]);
	});

	it('counts the leads of all that share', () => {
		const lookUps = new LookUps();
		const read = { id: 'S1', tool: 'search', asked: '', text: passage('Premier') };
		const [one, other] = [0, 1].map(() => new GuidedLeads({ task: 'Which county borders the valley?', tools, lookUps }));
		one!.keep(lookUps.begin(1, 'search', 'a'), read);
		const asked = [one, other, one, other, one].map((leads) => lead(leads!, lookUps, passage));
		expect(asked.at(-1)).toBe('county borders valley');
	});

	it('does not ask for the words of a task that asks nothing', () => {
		const lookUps = new LookUps();
		const leads = new GuidedLeads({ task: 'Write about the valley and its mills.', tools, lookUps });
		leads.keep(lookUps.begin(1, 'search', 'a'), { id: 'S1', tool: 'search', asked: '', text: passage('Premier') });
		const asked = Array.from({ length: 6 }, () => lead(leads, lookUps, passage));
		expect(asked.filter((each) => each !== undefined && !/[A-Z]/.test(each))).toEqual([]);
	});
});
