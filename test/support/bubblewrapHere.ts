import { spawnSync } from 'node:child_process';

/** Whether this host has a bubblewrap that runs Python; tests that need it are skipped elsewhere. */
export const bubblewrapHere = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', '/usr/bin/python3', '-c', '']).status === 0;
