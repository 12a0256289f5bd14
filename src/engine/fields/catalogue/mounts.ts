import { HOST } from '../../state/containerId';
import type { ContainerMount } from '../../state/containerInfo';
import type { Field } from '../field';
import { containerAt } from '../readers/containers';
import { atMoment } from '../readers/threads';
import { entry } from './entry';

const SINCE = 'sysdig 0.15.0';
const UNTIL = 'libs 0.20.0';

/** Which path of a mount an argument that is no number has to match. */
type Matched = 'source' | 'destination';

/** Fields of the directories of the host that a container has. */
export const MOUNT_FIELDS: readonly Field[] = [
  entry(
    'container.mounts',
    'CHARBUF',
    SINCE,
    'All mounts as source:destination:mode:writable:propagation, with commas between.',
    'container.mounts contains docker.sock',
    atMoment((context, version, row) => {
      const info = containerAt(context, version, row);
      return info === undefined || info === HOST ? undefined : info.mounts.map(mountText).join(',');
    }),
    { until: UNTIL },
  ),
  mount('container.mount', 'One mount, by number from 0 or by its source path.', 'source', mountText),
  mount(
    'container.mount.source',
    'Source of a mount, by number or by its destination.',
    'destination',
    ({ source }) => source,
  ),
  mount(
    'container.mount.dest',
    'Destination of a mount, by number or by its source.',
    'source',
    ({ destination }) => destination,
  ),
  mount('container.mount.mode', 'Mode of a mount, by number or by its source.', 'source', ({ mode }) => mode),
  mount(
    'container.mount.rdwr',
    'Whether a mount can be written, by number or by its source.',
    'source',
    ({ writable }) => `${writable}`,
  ),
  mount(
    'container.mount.propagation',
    'Propagation of a mount, by number or by its source.',
    'source',
    ({ propagation }) => propagation,
  ),
];

function mount(name: string, description: string, matched: Matched, read: (mount: ContainerMount) => string): Field {
  return entry(name, 'CHARBUF', SINCE, description, `${name}[0] exists`, undefined, {
    until: UNTIL,
    argument: {
      required: true,
      noun: 'number or path of a mount',
      inBrackets: true,
      bind(argument) {
        const find = finderOf(argument, matched);
        return {
          readers: [
            atMoment((context, version, row) => {
              const info = containerAt(context, version, row);
              const found = info === undefined || info === HOST ? undefined : find(info.mounts);
              return found && read(found);
            }),
          ],
        };
      },
    },
  });
}

function finderOf(
  argument: string,
  matched: Matched,
): (mounts: readonly ContainerMount[]) => ContainerMount | undefined {
  if (/^[0-9]{1,9}$/.test(argument)) return (mounts) => mounts[Number(argument)];
  const pattern = new RegExp(`^${argument.split('*').map(escaped).join('.*')}$`, 's');
  return (mounts) => mounts.find((each) => pattern.test(each[matched]));
}

/** A part of a pattern between its stars; `?` is any character. */
function escaped(part: string): string {
  return part.replace(/[.+^${}()|[\]\\/-]/g, '\\$&').replaceAll('?', '.');
}

function mountText({ source, destination, mode, writable, propagation }: ContainerMount): string {
  return [source, destination, mode, writable, propagation].join(':');
}
