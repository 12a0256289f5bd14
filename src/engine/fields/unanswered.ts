/** Fields that sysdig has and that are not answered here. */
interface Unanswered {
  /** A field, or with a dot at the end all fields that begin so. */
  readonly name: string;
  /** Why, as the end of a sentence. */
  readonly reason: string;
}

const TRACERS = 'it is about tracers, which sysdig no longer has; their notes are writes to /dev/null.';
const PLUGIN = 'it is about events that a plugin makes, and captures of a system have none.';
const DOCKER = 'it is about messages of Docker that only a running sysdig receives.';
const NAMES = 'it takes a name server, and nothing about a capture is sent anywhere; DNS answers are among the events.';
const PROBES = 'it takes settings of the container that captures do not have.';

/** Source: facts/fields.tsv; what the catalogue does not have has to be here. */
export const UNANSWERED: readonly Unanswered[] = [
  { name: 'span.', reason: TRACERS },
  { name: 'evtin.', reason: TRACERS },
  { name: 'evt.pluginname', reason: PLUGIN },
  { name: 'evt.plugininfo', reason: PLUGIN },
  { name: 'evt.infra.docker.', reason: DOCKER },
  { name: 'evt.latency.quantized', reason: 'it is a column of a screen; evt.latency has the time itself.' },
  { name: 'fd.cip.name', reason: NAMES },
  { name: 'fd.sip.name', reason: NAMES },
  { name: 'fd.lip.name', reason: NAMES },
  { name: 'fd.rip.name', reason: NAMES },
  { name: 'proc.is_container_healthcheck', reason: PROBES },
  { name: 'proc.is_container_liveness_probe', reason: PROBES },
  { name: 'proc.is_container_readiness_probe', reason: PROBES },
  { name: 'util.cnt', reason: 'it counts how often it is asked, so that a filter on it has no meaning.' },
];

/** Why the field of this name, with or without an argument, cannot be answered; undefined where nobody knows it. */
export function whyUnanswered(written: string): string | undefined {
  return UNANSWERED.find(({ name }) =>
    name.endsWith('.') ? written.startsWith(name) : written === name || written.startsWith(`${name}.`),
  )?.reason;
}
