import type { EventRow, TextId } from '../base/brands';
import type { ByteDictionary } from '../base/byteDictionary';
import { Horizon } from '../base/horizon';
import { lastUntil } from '../base/lastUntil';
import type { ContainerInfo } from './containerInfo';

interface Described {
  readonly row: number;
  readonly info: ContainerInfo;
}

/** What a capture says of its containers, from when on. A later event for the same container replaces the former. */
export class Containers {
  private readonly known = new Map<TextId, Described[]>();

  /** What is looked up with `at` lowers the horizon to where the container is described again. */
  constructor(
    private readonly texts: ByteDictionary,
    private readonly horizon = new Horizon(),
  ) {}

  /** Whether the capture says of no container. */
  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  /** A container event at `row` describes a container. */
  describe(info: ContainerInfo, row: number): void {
    if (info.id === '') return;
    const id = this.texts.internText(info.id);
    const described = this.known.get(id);
    if (described) described.push({ row, info });
    else this.known.set(id, [{ row, info }]);
  }

  /** What was known of a container at `row`; undefined where nothing was. */
  at(id: TextId, row: number): ContainerInfo | undefined {
    return lastUntil(this.known.get(id), row, this.horizon)?.info;
  }

  /** Rows of the events before `end` that last described each of some containers, by their ids. */
  describingRows(ids: ReadonlySet<TextId>, end: number): EventRow[] {
    return [...this.known].flatMap(([id, described]) => {
      const last = ids.has(id) ? described.findLast(({ row }) => row < end) : undefined;
      return last ? [last.row as EventRow] : [];
    });
  }

  /** Every container that was known at `row`, in the order of their first events. */
  allAt(row: number): ContainerInfo[] {
    return [...this.known.keys()].map((id) => this.at(id, row)).filter((info) => info !== undefined);
  }
}
