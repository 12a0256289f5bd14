import fs from 'node:fs';
import path from 'node:path';
import { readTimelineFile, TIMELINE_SUFFIX, TimelineFileError } from '../session/timeline/timelineFile';
import type { ReadRequest } from './request';
import { RequestError } from './requestError';
import type { WholeCaptureRequest } from './wholeCapture';

/** Whether a request is about several captures, read as one timeline. */
export function isTimeline({ files }: Pick<ReadRequest, 'files'>): boolean {
  return files.length > 1 || files[0].endsWith(TIMELINE_SUFFIX);
}

/** The captures that a file means: itself, or those that it lists. Throws a `RequestError`. */
export function capturesOf(file: string, inflateLimit: number | undefined): readonly WholeCaptureRequest[] {
  if (!file.endsWith(TIMELINE_SUFFIX)) return [{ file, inflateLimit }];
  try {
    const listed = readTimelineFile(fs.readFileSync(file, 'utf8'));
    return listed.map(({ path: parts, host, clockCorrection }) => ({
      file: path.join(path.dirname(file), ...parts),
      inflateLimit,
      host,
      clockCorrection,
    }));
  } catch (error) {
    if (error instanceof TimelineFileError) throw new RequestError(`error: ${file}: ${error.message}`);
    if (error instanceof Error && 'code' in error) throw new RequestError(`error: ${file} cannot be read.`);
    throw error;
  }
}
