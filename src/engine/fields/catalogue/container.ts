import type { Field } from '../field';
import { threadText } from './process';

/** Fields of the container that an event came from. */
export const CONTAINER_FIELDS: readonly Field[] = [
  {
    name: 'container.id',
    type: 'CHARBUF',
    description: 'Short id of the container, 12 characters; host for a process outside any container.',
    example: 'container.id != host',
    readers: [threadText('container')],
  },
];
