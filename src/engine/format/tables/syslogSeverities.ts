/** Names of syslog severities, by number. Source: RFC 5424 §6.2.1, in the short forms of syslog.h. */
export const SYSLOG_SEVERITIES: readonly string[] = [
  'emerg',
  'alert',
  'crit',
  'err',
  'warn',
  'notice',
  'info',
  'debug',
];
