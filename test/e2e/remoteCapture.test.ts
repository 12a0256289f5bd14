import { afterAll, beforeAll, describe } from 'vitest';
import { hasSshServer } from '../support/remote/sshServer';
import { faults } from './remote/faults';
import { happyWay } from './remote/happyWay';
import { logins } from './remote/logins';
import { otherWays } from './remote/otherWays';
import { rings } from './remote/rings';
import { Stage } from './remote/stage';

// Captures on other hosts, through VS Code's window. Every host is a real sshd on this machine; behind it, in place of sysdig, a
// program replays a recorded capture, paced by the times of its events. All tests share one window, and go in their order.

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

describe.skipIf(!hasSshServer)('recording on another host', () => {
  let stage: Stage;
  const onStage = (): Stage => stage;

  beforeAll(async () => {
    stage = await Stage.open();
  });

  afterAll(() => stage?.close());

  describe('a capture on a remote host', () => happyWay(onStage));
  describe('logging in', () => logins(onStage));
  describe('captures of other kinds', () => otherWays(onStage));
  describe('what goes wrong', () => faults(onStage));
  describe('captures of which only the end is kept', () => rings(onStage));
});
