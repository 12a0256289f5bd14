import { benchFilters, type FilterSubjects, timelineFilters } from './filters';
import { measureFilter } from './measureFilter';
import type { AgainRequest, FilterMeasurement, ProfiledTime, SessionMeasurement, SessionRequest } from './measurements';
import { OpenSession } from './openSession';
import { monotonicTime } from './profile';

const PAGE = 60;
const PAGES = 1000;
/** In ms: a filter that takes so long is known well enough from its first runs. */
const LONG_FILTER = 5000;
const LONGEST_FILTER = Number.POSITIVE_INFINITY;
/** How long something is repeated for a profile, in ms. */
const PROFILED = 2000;

/** Opens a capture in the built worker, and measures what a page of it would wait for; each filter `runs` times, or none. */
export async function measureSession({ files, workerFile, runs }: SessionRequest): Promise<SessionMeasurement> {
  const start = performance.now();
  const session = new OpenSession(workerFile, files);
  try {
    await session.selectionIs(0, ({ matched, complete }) => matched > 0 || complete);
    await session.ask('lines', { selection: 0, from: 0, count: PAGE });
    const firstRows = performance.now() - start;
    const { bytesRead, bytesTotal } = await session.ask('progress', {});
    const { events, state, notices } = await session.readingEnds();
    const opened = performance.now() - start;
    if (state !== 'complete')
      throw new Error(`${files.join(', ')}: ${state}. ${notices.map(({ message }) => message).join(' ')}`);
    const { matched } = await session.selectionIs(0, ({ complete }) => complete);
    const resident = process.memoryUsage.rss();
    await session.settles();
    const settled = performance.now() - start;
    const residentAtRest = process.memoryUsage.rss();
    const pages = await measurePages(session, matched);
    const filters: FilterMeasurement[] = [];
    const filtersOf = files.length > 1 ? timelineFilters : benchFilters;
    const wanted = runs > 0 ? filtersOf(await filterSubjects(session, matched)) : [];
    for (const filter of wanted)
      filters.push(await measureFilter(session, filter, { runs, long: LONG_FILTER, longest: LONGEST_FILTER }));
    const residentPeak = process.resourceUsage().maxRSS * 1024;
    const firstRowsShare = bytesTotal === 0 ? 0 : bytesRead / bytesTotal;
    return {
      events,
      firstRows,
      firstRowsShare,
      opened,
      settled,
      resident,
      residentAtRest,
      residentPeak,
      pages,
      filters,
    };
  } finally {
    session.close();
  }
}

/** Opens a capture and measures one thing of it, for a profile. */
export async function measureAgain({ files, workerFile, filter }: AgainRequest): Promise<{ profiled: ProfiledTime }> {
  const session = new OpenSession(workerFile, files);
  try {
    await session.selectionIs(0, ({ matched, complete }) => matched > 0 || complete);
    await session.ask('lines', { selection: 0, from: 0, count: PAGE });
    const { matched } = await session.selectionIs(0, ({ complete }) => complete);
    await session.settles();
    const from = monotonicTime();
    for (const start = performance.now(); performance.now() - start < PROFILED; ) {
      if (filter) await measureFilter(session, filter, { runs: 1, long: LONG_FILTER, longest: LONGEST_FILTER });
      else await measurePages(session, matched);
    }
    return { profiled: { from, to: monotonicTime() } };
  } finally {
    session.close();
  }
}

/** Places that only look random: each run asks for the same. */
async function measurePages(session: OpenSession, rows: number): Promise<number[]> {
  const times: number[] = [];
  let random = 1;
  for (let page = 0; page < PAGES; page++) {
    random = Math.imul(random, 1664525) + 1013904223;
    const from = Math.floor(((random >>> 0) / 2 ** 32) * Math.max(0, rows - PAGE));
    const start = performance.now();
    await session.ask('lines', { selection: 0, from, count: PAGE });
    times.push(performance.now() - start);
  }
  return times;
}

/** Process, thread, time and host of a line in the middle: of those that are busy there, most likely. */
async function filterSubjects(session: OpenSession, rows: number): Promise<FilterSubjects> {
  const { lines } = await session.ask('lines', {
    selection: 0,
    from: rows >> 1,
    count: 500,
    fields: ['evt.rawtime', 'host.name'],
  });
  const counts = new Map<string, number>();
  for (const { process } of lines) counts.set(process, (counts.get(process) ?? 0) + 1);
  const busiest = [...lines].sort((a, b) => (counts.get(b.process) ?? 0) - (counts.get(a.process) ?? 0)).at(0);
  return {
    process: busiest?.process ?? '',
    tid: busiest?.tid ?? 0,
    time: BigInt(busiest?.fields?.['evt.rawtime'] ?? 0),
    host: busiest?.fields?.['host.name'] ?? '',
  };
}
