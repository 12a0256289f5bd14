import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../../support/drawnCapture';
import { printedPacket } from '../../../support/packetFixtures';
import { SessionHarness } from '../harness';

function call(name: string, fd: number, packet: string): string {
  const bytes = printedPacket(packet);
  const data = `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  return `flanneld (758) > ${name} fd=${fd} size=8973
    flanneld (758) < ${name} res=${bytes.length} data=${data}`;
}

const CAPTURE = drawnCapture(`
  fd 758 5 file /dev/net/tun
  fd 758 9 ipv4 192.168.69.8:8285->10.1.1.187:8285 udp
  ${call('read', 5, 'SYN')}
  ${call('sendto', 9, 'SYN sent')}
  ${call('recvfrom', 9, 'SYN+ACK received')}
  flanneld (758) > getuid
  flanneld (758) < getuid uid=0`);

async function selected(session: SessionHarness, filter: string): Promise<{ readonly selection: number }> {
  const outcome = await session.ask('select', { filter });
  if (!outcome.accepted) throw new Error('The filter was refused.');
  return { selection: outcome.progress.selection };
}

describe('the packet of an event', () => {
  it('is told as line, as tree over its bytes, and at its places', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const packet = await session.ask('packet', { number: 3 });
    expect(packet).toMatchObject({ event: 4, number: 1, count: 2 });
    expect(packet.text).toContain('192.168.69.0 → 192.168.13.2 TCP 60 52279 → 80 [SYN] Seq=0');
    expect(packet.layers.map(({ name }) => name).join()).toMatch(/Internet Protocol/);
    expect(Math.max(...packet.layers.map(({ end }) => end))).toBe(packet.bytes.length);
    expect(packet.hops.map(({ event, text }) => [event, text])).toEqual([
      [2, 'event 2: flanneld (758) read /dev/net/tun'],
      [4, 'event 4: flanneld (758) sendto 192.168.69.8:8285->10.1.1.187:8285'],
    ]);
    expect(packet.hops[1].changes[0]).toEqual({ name: 'Time to live', before: '64', after: '63' });
  });

  it('is one of those that are written as a pcapng file', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { bytes, packets } = await session.ask('packetFile', { selection: 0 });
    expect(packets).toBe(2);
    expect([...bytes.subarray(0, 4)]).toEqual([0x0a, 0x0d, 0x0d, 0x0a]);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('event 4: flanneld (758) sendto');
  });

  it('is written where the filter keeps one of its places, with all of them', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { selection } = await selected(session, 'evt.num=4');
    const { bytes, packets } = await session.ask('packetFile', { selection });
    expect(packets).toBe(1);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('event 2: flanneld (758) read /dev/net/tun');
    expect(await session.ask('packetFile', await selected(session, 'evt.num=7'))).toMatchObject({ packets: 0 });
  });

  it('is not asked for where there is none, and why is said', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect((await session.ask('detail', { number: 1 })).lacks).not.toHaveProperty('packet');
    expect((await session.ask('detail', { number: 7 })).lacks.packet).toMatch(/carries no packet/);
    await expect(session.ask('packet', { number: 7 })).rejects.toThrow('carries no packet');
  });
});
