import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { SessionHarness } from '../session/harness';
import { ConnectedClient, type Edit } from './connectedClient';

const CONTAINER = '0123456789ab'.padEnd(64, 'c');

/** A pod of which the capture tells, with labels. */
const POD = JSON.stringify({
  kind: 'Pod',
  type: 'ADDED',
  items: [
    {
      name: 'web',
      namespace: 'shop',
      uid: 'u1',
      labels: { app: 'web' },
      containerStatuses: [{ containerID: `docker://${CONTAINER}` }],
    },
  ],
});

const CAPTURE = drawnCapture(`
unlisted 1
process 60 nginx pid=60 cgroups=cpuset=/docker/${CONTAINER}\\0
process 100 curl pid=100 environment=HOME=/root\\0PATH=/bin\\0 cgroups=cpuset=/a\\0
process 50 bash pid=50
fd 100 3 file /etc/hosts
1 10:00:00.000000000 0 curl (100) > read fd=3 size=100
2 10:00:00.000000500 1 curl (100) < read res=2 data="ab"
3 10:00:00.000000600 0 bash (50) > close fd=9
4 10:00:00.000000800 0 bash (50) < close res=-9
5 10:00:00.000000801 0 <NA> (1) > container json="${JSON.stringify({ container: { id: CONTAINER.slice(0, 12), full_id: CONTAINER, type: 0, name: 'web' } }).replaceAll('"', '\\"')}"
6 10:00:00.000000802 0 <NA> (1) > k8s json="${POD.replaceAll('"', '\\"')}"
7 10:00:00.000000803 0 nginx (60) > getuid
`);

const DEFINITIONS = 'macro started: evt.type = execve\n# Shells.\nlist shells: bash, sh\n';

/** Filters in the making, from their first letter; each is completed at its end. */
const BEGUN = [
  '',
  'p',
  'proc.na',
  'st',
  'proc.name',
  'proc.name ',
  'proc.name = ',
  'proc.name = cu',
  'proc.name in ',
  'proc.name in (',
  'proc.name in (bash, s',
  'evt.type=re',
  'started ',
  'started and not ',
  'tolower(',
  'tolower(proc.name) = ',
  'fd.name startswith ',
  'evt.arg.',
  'evt.arg.res = ',
  'proc.aname[1] = ',
  'proc.aname[',
  'proc.env[',
  'proc.env["HO',
  'evt.arg[re',
  'k8s.pod.label[',
  'k8s.pod.label.',
  'thread.cgroup.',
  'fd.type in (file, ',
];

/** What a person sees of a completion, and what choosing it writes. */
interface Offered {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly insert: string;
  readonly order: string;
}

interface ServerItem {
  readonly label: string;
  readonly labelDetails?: { readonly description: string };
  readonly documentation?: string;
  readonly sortText: string;
  readonly textEdit: Edit;
}

let session: SessionHarness;
let client: ConnectedClient;

beforeAll(async () => {
  session = await SessionHarness.opened(CAPTURE);
  await session.ask('setSurroundings', { files: [{ path: 'team.scapfilter', text: DEFINITIONS }], targetVersion: '' });
  client = await ConnectedClient.start({ values: (request) => session.ask('fieldValues', request) });
  await client.otherFiles([{ uri: 'file:///team.scapfilter', text: DEFINITIONS }]);
});

afterAll(() => client.stop());

/** What the box of an open capture offers at the end of a text. */
async function offeredByBox(text: string): Promise<Offered[]> {
  const { items } = await session.ask('complete', { text, offset: text.length });
  return items.map(({ label, detail, documentation, insert, order }) => ({
    label,
    detail,
    documentation,
    insert,
    order,
  }));
}

/** What a file with filters offers at the end of the same text, as a filter of its own. */
async function offeredByFile(text: string): Promise<Offered[]> {
  const place = await client.open(`filter New: ${text}|`, 'file:///new.scapfilter');
  const { items } = await client.askAt<{ items: readonly ServerItem[] }>('textDocument/completion', place);
  return items.map(({ label, labelDetails, documentation, sortText, textEdit }) => ({
    label,
    detail: labelDetails?.description ?? '',
    documentation: documentation ?? '',
    insert: textEdit.newText,
    order: sortText,
  }));
}

describe('the box of a capture and a file with filters', () => {
  it.each(BEGUN)('offer the same list after %j', async (text) => {
    const offered = await offeredByBox(text);
    expect(offered.length).toBeGreaterThan(0);
    if (text.startsWith('k8s.')) expect(offered[0].label).toMatch(/app$/);
    expect(offered).toEqual(await offeredByFile(text));
  });

  it('find the same mistakes, also for a target version', async () => {
    const wrong = 'started and proc.name regex b.* and evt.type=ipv4 and unknown_macro';
    for (const targetVersion of ['', '0.29.3']) {
      await session.ask('setSurroundings', { files: [{ path: 'team.scapfilter', text: DEFINITIONS }], targetVersion });
      await client.configure(targetVersion);
      const { diagnostics } = await session.ask('diagnose', { text: wrong });
      const place = await client.open(`filter New: ${wrong}`, 'file:///wrong.scapfilter');
      const { items } = await client.askAt<{ items: readonly { message: string }[] }>('textDocument/diagnostic', place);
      expect(diagnostics.map(({ message }) => message).sort()).toEqual(items.map(({ message }) => message).sort());
      expect(diagnostics.length).toBeGreaterThan(1);
    }
  });
});
