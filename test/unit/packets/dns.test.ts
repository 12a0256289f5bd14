import { describe, expect, it } from 'vitest';
import { dissectDns } from '../../../src/engine/packets/dissectors/dns';
import { printedPacket } from '../../support/packetFixtures';

const HEADER = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
const A_IN = [0, 1, 0, 1];

const read = (...bytes: number[]): ReturnType<typeof dissectDns> => dissectDns(Uint8Array.from(bytes), 0, bytes.length);

describe('a DNS message on its own', () => {
  it('is given with its questions, names with their dots', () => {
    const packet = printedPacket('DNS query');
    const { message } = dissectDns(packet, 28, packet.length);
    expect(message).toMatchObject({
      id: 0x9317,
      isResponse: false,
      questions: [{ name: 'www.google.com', type: 1, recordClass: 1 }],
      isIncomplete: false,
    });
  });

  it('follows a pointer that leads back', () => {
    const bytes = [...HEADER];
    bytes[5] = 2;
    const { message } = read(...bytes, 1, 0x61, 0, ...A_IN, 1, 0x62, 0xc0, 12, ...A_IN);
    expect(message.questions.map(({ name }) => name)).toEqual(['a', 'b.a']);
  });

  it.each([
    ['to itself', [0xc0, 12]],
    ['forwards', [0xc0, 40]],
    ['in a circle', [1, 0x61, 0xc0, 12]],
  ])('does not follow a pointer that leads %s', (_where, name) => {
    const { message, nodes } = read(...HEADER, ...name, ...A_IN);
    expect(message.questions).toHaveLength(1);
    expect(JSON.stringify(nodes)).toContain('The pointer does not lead back.');
  });

  it('says of one that was cut that it is incomplete, and gives what was whole', () => {
    const packet = printedPacket('DNS query');
    const { message } = dissectDns(packet, 28, packet.length - 2);
    expect(message).toMatchObject({ id: 0x9317, questions: [], isIncomplete: true });
  });

  it('does not trust a count', () => {
    const bytes = [...HEADER];
    bytes[4] = 0xff;
    const { message } = read(...bytes, 0, ...A_IN, 0, ...A_IN);
    expect(message.questions).toHaveLength(2);
    expect(message.isIncomplete).toBe(true);
  });

  it('escapes bytes that are no characters of a name', () => {
    const { message } = read(...HEADER, 3, 0x1b, 0x2e, 0x41, 0, ...A_IN);
    expect(message.questions[0].name).toBe('\\027\\.A');
  });
});
