import { connect } from 'node:net';
import {
  ASKPASS_HOST,
  ASKPASS_SOCKET,
  type AskpassQuestion,
  LONGEST_MESSAGE,
  type PromptKind,
  readAnswer,
} from './askpassMessages';

// The program that ssh starts when it has to ask: it passes the prompt on to the window that asked for the connection, and
// prints the answer. Without an answer it fails, and ssh takes that for a refusal.

/** How often it is looked whether ssh is still there, in ms. */
const LOOK_EVERY = 250;

function kindOf(variable: string | undefined): PromptKind {
  if (variable === 'confirm') return 'confirm';
  return variable === 'none' ? 'notice' : 'text';
}

function refuse(): void {
  process.exitCode = 1;
}

const path = process.env[ASKPASS_SOCKET];
if (path === undefined) {
  refuse();
} else {
  const question: AskpassQuestion = {
    prompt: process.argv[2] ?? '',
    kind: kindOf(process.env.SSH_ASKPASS_PROMPT),
    host: process.env[ASKPASS_HOST] ?? '',
  };
  const socket = connect(path, () => socket.write(`${JSON.stringify(question)}\n`));
  let received = '';
  let answered = false;
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    received += text;
    const end = received.indexOf('\n');
    if (end < 0 && received.length <= LONGEST_MESSAGE) return;
    const answer = readAnswer(received.slice(0, end));
    answered = typeof answer?.text === 'string';
    if (typeof answer?.text === 'string') process.stdout.write(`${answer.text}\n`);
    socket.destroy();
  });
  // ssh that ends leaves this process alone, with a question that nobody needs answered; its parent is another one then.
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) socket.destroy();
  }, LOOK_EVERY);
  socket.on('close', () => clearInterval(timer));
  socket.on('error', refuse);
  socket.on('close', () => {
    if (!answered) refuse();
  });
}
