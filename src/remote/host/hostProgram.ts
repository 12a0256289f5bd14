import { shellWord } from '../shellWord';

/**
 * The program that runs on the host: one POSIX shell script for everything, so that one login does. It says what the host
 * is (`REPORT`), answers orders (`orders.ts`), and becomes the guardian of the capture when that is ordered. Nothing of it is
 * written to the host's disk.
 *
 * Lines that are its own begin with a mark that the caller chose, because login scripts may print as well. After the line
 * `MARK capture`, standard output is nothing but the capture.
 */

/** Turns a word of an order back into the argument that it stands for, in `decoded`. */
const DECODE = `decode() { decoded=$(printf '%b.' "\${1#=}"); decoded=\${decoded%.}; }`;

/**
 * Guards one capture: it ends when it is told to, when its standard input ends (the connection is gone), and when it hears
 * nothing for a minute (the connection hangs). Then TERM, which lets sysdig write what it still holds; KILL if that does not
 * help. Background jobs must not hold standard output or error: sshd would wait for them.
 */
const GUARD = `
mark=$1; shift
${DECODE}
set -f
exec 3<&0 4>&2 </dev/null
printf '%s started\\n' "$mark" >&4
"$@" 3<&- 4>&- &
child=$!
as_person() {
  if [ -n "$SUDO_UID" ] && [ "$(id -u)" = 0 ]; then sudo -u "#$SUDO_UID" -- "$@"
  elif [ -n "$DOAS_USER" ] && [ "$(id -u)" = 0 ]; then doas -u "$DOAS_USER" -- "$@"
  else "$@"; fi
}
{
  watch= command= pause=
  trap 'pkill -P "$command"; kill $watch $command $pause; exit 0' TERM
  {
    trap 'silent=0' USR1
    silent=0
    while [ "$silent" -lt 12 ]; do sleep 5; silent=$((silent + 1)); done
    kill -TERM "$child"; sleep 5; kill -KILL "$child"
  } 3<&- 4>&- &
  watch=$!
  while IFS= read -r order <&3; do
    case $order in
      alive) kill -USR1 "$watch" ;;
      stop) break ;;
      command\\ *)
        decode "\${order#command }"
        { as_person sh -c "$decoded" >&4 2>&4; printf '%s command %s\\n' "$mark" "$?" >&4; } 3<&- &
        command=$! ;;
    esac
  done
  kill -TERM "$child"
  sleep 5 3<&- 4>&- &
  pause=$!
  wait "$pause"
  kill -KILL "$child"
  wait
} >/dev/null 2>&1 &
control=$!
wait "$child"
status=$?
kill "$control" 2>/dev/null
wait "$control" 2>/dev/null
printf '%s ended %s\\n' "$mark" "$status" >&4
`;

const FACTS = `
fact() { printf '%s fact %s %s\\n' "$mark" "$1" "$2"; }
fact kernel "$(uname -r)"
fact machine "$(uname -m)"
fact system "$(uname -s)"
fact host "$(uname -n)"
fact user "$(id -un)"
fact uid "$(id -u)"
if [ -r /etc/os-release ]; then
  fact distribution "$(. /etc/os-release; printf '%s' "$ID")"
  fact family "$(. /etc/os-release; printf '%s' "$ID_LIKE")"
  fact release "$(. /etc/os-release; printf '%s' "$PRETTY_NAME")"
fi
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin
sysdig=$(command -v sysdig)
if [ -n "$sysdig" ]; then
  fact sysdig "$(sysdig --version 2>/dev/null | head -n 1)"
  if sysdig --help 2>&1 | grep -q -- --modern-bpf; then fact modern-bpf yes; fi
fi
if [ -r /sys/kernel/btf/vmlinux ]; then fact btf yes; fi
if grep -q -E '^(scap|sysdig_probe|falco) ' /proc/modules 2>/dev/null; then fact module yes; fi
if [ -e "/lib/modules/$(uname -r)/build" ]; then fact headers yes; fi
if command -v sudo >/dev/null; then
  if sudo -n true >/dev/null 2>&1; then fact sudo free; else fact sudo asks; fi
fi
if command -v doas >/dev/null; then
  if doas -n true >/dev/null 2>&1; then fact doas free; else fact doas asks; fi
fi
for engine in docker podman nerdctl crictl; do
  if command -v "$engine" >/dev/null; then fact engine "$engine"; fi
done
fact disk "$(df -Pk /tmp 2>/dev/null | tail -n 1)"
`;

const LOOP = `
list_containers() {
  for engine in docker podman nerdctl; do
    command -v "$engine" >/dev/null || continue
    "$engine" ps --format '{{.ID}} {{.Names}} {{.Image}}' 2>/dev/null
  done
  command -v crictl >/dev/null && { crictl ps -o json 2>/dev/null; echo; }
}
capture() {
  privilege=$1; shift
  printf '%s capture\\n' "$mark"
  case $privilege in
    none) sh -c "$guard" scaplens "$mark" "$@" ;;
    sudo) sudo -n -- sh -c "$guard" scaplens "$mark" "$@" ;;
    sudo-password) sudo -S -p "$mark password
" -- sh -c "$guard" scaplens "$mark" "$@" ;;
    doas) doas -n -- sh -c "$guard" scaplens "$mark" "$@" ;;
  esac
  printf '%s left %s\\n' "$mark" "$?" >&2
  exit 0
}
printf '%s ready\\n' "$mark"
while IFS= read -r order; do
  case $order in
    clock) printf '%s clock %s\\n' "$mark" "$(date +%s.%N)" ;;
    processes)
      ps -A -o pid= -o user= -o args= 2>/dev/null | while IFS= read -r line; do
        printf '%s process %s\\n' "$mark" "$line"
      done
      printf '%s processes-end\\n' "$mark" ;;
    containers)
      list_containers | while IFS= read -r line; do printf '%s container %s\\n' "$mark" "$line"; done
      printf '%s containers-end\\n' "$mark" ;;
    run\\ *)
      set -f
      set -- \${order#run }
      privilege=$1; shift
      count=$#
      while [ "$count" -gt 0 ]; do
        decode "$1"; shift
        set -- "$@" "$decoded"
        count=$((count - 1))
      done
      capture "$privilege" "$@" ;;
  esac
done
`;

/** The whole script; its only argument is the mark. */
const SCRIPT = `mark=$1\nguard=${shellWord(GUARD)}\n${DECODE}\n${FACTS}\n${LOOP}`;

/** A text that stands at the beginning of each line of the program's own, and in no other: 16 hexadecimal digits. */
export type LineMark = string;

/** The program as a command of the local machine: arguments, the first being the program. */
export function localProgram(mark: LineMark): string[] {
  return ['sh', '-c', SCRIPT, 'scaplens', mark];
}

/** The program as one command line for the login shell of the host. */
export function remoteProgram(mark: LineMark): string {
  return `exec sh -c ${shellWord(SCRIPT)} scaplens ${shellWord(mark)}`;
}
