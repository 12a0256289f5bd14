import type { EventRow } from '../../base/brands';
import { Int32Column, Uint8Column } from '../../base/growingColumns';
import type { LinkType } from '../linkType';
import type { Carrier } from './carrier';

/**
 * Rows that carry packets, as columns, in the order of the rows: one entry for each packet that was read or written.
 * Nothing of a packet is kept but where it begins.
 */
export class PacketIndex {
  private readonly rows = new Int32Column();
  /** Where the packet begins in the event's data, in bytes; what is before it belongs to its carrier. */
  private readonly starts = new Int32Column();
  private readonly links = new Int32Column();
  private readonly carriers = new Uint8Column();

  get count(): number {
    return this.rows.length;
  }

  add(row: EventRow, start: number, link: LinkType, carrier: Carrier): void {
    this.rows.push(row);
    this.starts.push(start);
    this.links.push(link);
    this.carriers.push(carrier);
  }

  row(index: number): EventRow {
    return this.rows.values[index] as EventRow;
  }

  start(index: number): number {
    return this.starts.values[index];
  }

  link(index: number): LinkType {
    return this.links.values[index] as LinkType;
  }

  carrier(index: number): Carrier {
    return this.carriers.values[index] as Carrier;
  }

  /** The entry of a row; -1 where the row carries no packet. */
  indexOf(row: EventRow): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows.values[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.rows.values[low] === row ? low : -1;
  }
}
