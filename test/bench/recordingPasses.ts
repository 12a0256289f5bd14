import { type Bench, comparePasses } from './captureFigures';
import { type Finding, Findings } from './finding';
import { type ClassicRecording, growCapture, readRecordingFile } from './inputs';

const RUNS = 3;

/** The plain pass over what one recording grows to, which stays in `folder`: what the events are decides how long it takes. */
export async function measureRecordingPass(
  folder: string,
  { name, file }: ClassicRecording,
  events: number,
  bench: Bench,
): Promise<Finding> {
  const grown = await growCapture(folder, readRecordingFile(file), events);
  const found = new Findings(name, events);
  return found.pass('pass, plain', comparePasses(grown, RUNS, bench), grown);
}
