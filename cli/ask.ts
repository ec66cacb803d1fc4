import { StringDecoder } from "node:string_decoder";
import type { Context } from "./terminal";

type Input = NonNullable<Context["input"]> & { setRawMode?(on: boolean): unknown };

const inputOf = ({ input }: Context): Input => input ?? process.stdin;

export function isInteractive(context: Context): boolean {
  return inputOf(context).isTTY === true;
}

/** Nobody is there to answer, or they want none of it. */
export class Cancelled extends Error {}

const INTERRUPTED = "\u0003";
const END = "\u0004";

/** A line of what is typed; echoed by us, where it is to be seen. Rejects with `Cancelled` on Ctrl-C and Ctrl-D. */
function typedLine(context: Context, echo: boolean): Promise<string> {
  const input = inputOf(context);
  const decoder = new StringDecoder("utf8");
  let line = "";
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      input.off("data", take).off("end", end);
      input.setRawMode?.(false);
      input.pause();
      context.err("\n");
      act();
    };
    const end = () => finish(() => reject(new Cancelled("Nothing was answered.")));
    const take = (piece: Buffer) => {
      for (const sign of decoder.write(piece)) {
        if (sign === "\r" || sign === "\n") return finish(() => resolve(line));
        if (sign === INTERRUPTED || (sign === END && line === "")) return end();
        if (sign === "\u007f" || sign === "\b") {
          if (line !== "" && echo) context.err("\b \b");
          line = [...line].slice(0, -1).join("");
        } else if (sign >= " ") {
          line += sign;
          if (echo) context.err(sign);
        }
      }
    };
    input.setRawMode?.(true);
    input.on("data", take).on("end", end);
    input.resume();
  });
}

/** Asks at the terminal. */
export function ask(context: Context, question: string): Promise<string> {
  context.err(question);
  return typedLine(context, true);
}

/** As `ask`; what is typed is shown nowhere. */
export function askSecretly(context: Context, question: string): Promise<string> {
  context.err(question);
  return typedLine(context, false);
}

/** The lines that are piped in, for use without a terminal: at most 64 KB of them. */
export async function pipedLines(context: Context): Promise<string[]> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of inputOf(context)) {
    pieces.push(Buffer.from(piece));
    size += pieces.at(-1)?.length ?? 0;
    if (size > 65_536) break;
  }
  return Buffer.concat(pieces).toString("utf8").split(/\r?\n/);
}
