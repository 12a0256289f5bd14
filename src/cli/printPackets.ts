import { PacketTrace } from '../engine/packets/analysis/packetTrace';
import { packetFile } from '../engine/packets/pcapng/packetFile';
import { packetsOf } from '../engine/packets/recognise/packetsOf';
import type { Trace } from '../engine/trace/trace';
import { createCaptureFile } from './captureFile';
import { LineWriter } from './lineWriter';
import { packetFileFacts } from './packetFileFacts';
import { PacketLines } from './packetLines';
import type { PacketsRequest } from './packetsArguments';
import type { Status } from './status';
import type { CliStreams } from './streams';
import { type WholeCapture, withWholeCapture } from './wholeCapture';

/** Prints the packets of a capture, or writes them as pcapng; returns the exit status. `inflater`: see `runCli`. */
export function printPackets(
  request: PacketsRequest,
  streams: CliStreams,
  version: () => string,
  inflater?: string,
): Promise<Status> {
  return withWholeCapture(request, streams, inflater, async (capture) => {
    const packets = findPackets(capture, request);
    const { trace } = capture.context;
    if (request.pcapng === undefined) await print(trace, packets, request, streams);
    else await write(trace, packets, request.pcapng, request.file, version());
    return capture.status();
  });
}

function findPackets({ context, select }: WholeCapture, { filter, splitsHops }: PacketsRequest): PacketTrace {
  const found = packetsOf(context, select(filter));
  const packets = new PacketTrace(context, found.packets, found.carriers, splitsHops ? 'packets' : 'hops');
  packets.update();
  return packets;
}

async function print(trace: Trace, packets: PacketTrace, request: PacketsRequest, streams: CliStreams): Promise<void> {
  const out = new LineWriter(streams.out);
  const lines = new PacketLines(trace, packets, request);
  for (let packet = 0; packet < packets.list.count && !out.closed; packet++) {
    out.add(request.json ? lines.json(packet) : lines.text(packet));
    if (out.full) await out.flush();
  }
  await out.flush();
}

async function write(
  trace: Trace,
  packets: PacketTrace,
  name: string,
  readFrom: string,
  version: string,
): Promise<void> {
  const file = createCaptureFile(name, false, readFrom);
  for (const bytes of packetFile(trace, packets, packetFileFacts(trace, version))) await file.sink.write(bytes);
  await file.end();
}
