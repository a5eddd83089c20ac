import './resolveTypeScript.mts';

const { openDatabase } = await import('../../nodes/engine/memory/stores/sqlite/openDatabase.ts');
const { castVote } = await import('../../nodes/engine/memory/stores/sqlite/castVote.ts');
const { readPoll } = await import('../../nodes/engine/memory/readPoll.ts');
const { voteAll } = await import('../../scripts/bench/decisions/voteAll.mts');

/** A process of its own that votes, each vote in a transaction: `file prefix voters decisions quorum`. */
const [file = '', ...voting] = process.argv.slice(2);
const database = openDatabase(file);
await voteAll(voting, async (key, ballot, rules) => {
	database.exec('BEGIN IMMEDIATE');
	const voted = castVote(database, { namespace: 'voted', key }, { ballot, rules, poll: readPoll(ballot, rules) }, Date.now());
	database.exec('COMMIT');
	return voted;
});
database.close();
